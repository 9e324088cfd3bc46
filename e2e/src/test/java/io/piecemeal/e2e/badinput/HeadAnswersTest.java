package io.piecemeal.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HEAD tells of every resource what GET would, and the connection goes on. */
class HeadAnswersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/files",
        "/files?limit=1",
        "/files/ID",
        "/files/ID/content",
        "/uploads/ID/chunks",
        "/limits",
        "/health/live",
        "/health/ready",
        "/openapi.yaml",
        "/files/00000000000000000000000000000000",
        "/files?limit=x",
        "/nothing"
      })
  void tellsTheLengthThatGetHasAndKeepsTheConnection(String target) throws IOException {
    String path = target.replace("ID", Sessions.open(ServiceUnderTest.BOB));
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      RawAnswer get = connection.exchange(Sessions.get(path, ServiceUnderTest.BOB, "get"));
      for (int times = 0; times < 2; times++) {
        connection.start(
            Sessions.get(path, ServiceUnderTest.BOB, "get")
                .replace("GET ", "HEAD ")
                .getBytes(StandardCharsets.US_ASCII));
        String head = connection.head();
        assertThat(head)
            .startsWith("HTTP/1.1 " + get.status())
            .containsIgnoringCase("\r\ncontent-length: " + get.body().length + "\r\n")
            .doesNotContainIgnoringCase("connection: close", "transfer-encoding");
      }
      RawAnswer next = connection.exchange(Sessions.get("/limits", ServiceUnderTest.BOB, "next"));
      assertThat(next.header("X-Request-Id")).isEqualTo("next");
      assertThat(next.status()).isEqualTo(200);
    }
  }
}
