package io.piecemeal.e2e;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

/** Behind nginx with the settings that Debian gives it, early answers are the service's own. */
class NginxTest {

  private static final int TIMES = 8;

  @Test
  void passesEarlyAnswersOn() throws Exception {
    try (Nginx nginx = Nginx.before(TestService.port(), "")) {
      Caller behind = new Caller(nginx.port(), TestService.ALICE);
      for (int i = 0; i < TIMES; i++) {
        byte[] body = new byte[(i % 4 + 1) * (4 << 20)];
        behind
            .send(
                behind
                    .anonymous("/uploads")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body)))
            .is(401);
        behind
            .send(
                behind
                    .request("/uploads", "Content-Type", "text/plain")
                    .POST(BodyPublishers.ofByteArray(body)))
            .is(415);
      }
    }
  }
}
