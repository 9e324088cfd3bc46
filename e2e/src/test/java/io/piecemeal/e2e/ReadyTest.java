package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The service starts with nothing configured. */
class ReadyTest {

  @Test
  void isReadyWithItsOwnDatabase() throws Exception {
    URI ready = URI.create("http://127.0.0.1:%d/health/ready".formatted(TestService.port()));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo(
              "{\"status\":\"up\",\"database\":\"up\",\"storage\":\"up\",\"collection\":\"on\"}");
    }
  }
}
