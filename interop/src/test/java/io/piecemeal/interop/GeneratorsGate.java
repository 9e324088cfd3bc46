package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others generate from the OpenAPI document. */
class GeneratorsGate {

  @TempDir private static Path work;

  @Test
  void theDocumentIsServed() throws Exception {
    try (PackagedService service = PackagedService.start(work);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> document =
          client.send(
              HttpRequest.newBuilder(URI.create(service.url() + "/openapi.yaml")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(document.body()).startsWith("openapi: 3.");
    }
  }
}
