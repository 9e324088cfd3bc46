package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.e2e.openapi.Exchange;
import io.piecemeal.e2e.openapi.OpenApiContract;
import io.piecemeal.e2e.openapi.RecordedBody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documents of the dialects of model servers: each operation answers as its document says. */
class DialectDocumentsTest {

  private static final String OPENAI = "/openapi/openai.yaml";
  private static final String ANTHROPIC = "/openapi/anthropic.yaml";
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final Map<String, String> FORM =
      Map.of("Content-Type", "multipart/form-data; boundary=b");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<String> succeeded = new TreeSet<>();
  private OpenApiContract contract = OpenApiContract.published();

  @AfterEach
  void close() {
    client.close();
  }

  private static String form(String part, String fields) {
    return """
        --b
        Content-Disposition: form-data; name="%s"; filename="a.txt"
        Content-Type: text/plain

        hello
        %s--b--
        """
        .formatted(part, fields)
        .replace("\n", "\r\n");
  }

  private static String field(String name, String value) {
    return "--b\nContent-Disposition: form-data; name=\"%s\"\n\n%s\n".formatted(name, value);
  }

  @ParameterizedTest
  @CsvSource({
    "/openai/openapi.yaml, /openapi/openai.yaml",
    "/anthropic/openapi.yaml, /openapi/anthropic.yaml"
  })
  void eachIsServedToAnybody(String path, String resource) throws Exception {
    HttpResponse<byte[]> served =
        client.send(
            HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(served.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/yaml");
    try (var document = OpenApiContract.class.getResourceAsStream(resource)) {
      assertThat(document).isNotNull();
      assertThat(new String(served.body(), StandardCharsets.UTF_8))
          .isEqualTo(
              new String(document.readAllBytes(), StandardCharsets.UTF_8)
                  .replace("http://127.0.0.1:8080", "http://127.0.0.1:" + TestService.port()));
    }
  }

  @Test
  void everyOperationForOpenAiSucceedsAsDocumented() throws Exception {
    contract = OpenApiContract.ofDialect(OPENAI);
    String base = "/openai/v1/files";
    String stored = id(call("POST", base, form("file", field("purpose", "batch")), FORM));
    call("GET", base + "?limit=1&order=asc&purpose=batch", "", Map.of());
    call("GET", base + "/" + stored, "", Map.of());
    call("GET", base + "/" + stored + "/content", "", Map.of());
    call("GET", base + "/" + stored + "/content", "", Map.of("Range", "bytes=1-3"));
    call("DELETE", base + "/" + stored, "", Map.of());
    String uploads = "/openai/v1/uploads";
    String open =
        Json.of("bytes", 6, "filename", "a", "mime_type", "text/plain", "purpose", "evals");
    String upload = uploads + "/" + id(call("POST", uploads, open, JSON));
    String one = id(call("POST", upload + "/parts", form("data", ""), FORM));
    String two = id(call("POST", upload + "/parts", "{\"data\":\"IQ==\"}", JSON));
    call("GET", upload + "/parts?limit=1", "", Map.of());
    call("GET", upload, "", Map.of());
    call("POST", upload + "/complete", "{\"part_ids\":[\"%s\",\"%s\"]}".formatted(one, two), JSON);
    call("GET", upload, "", Map.of());
    call("POST", uploads + "/" + id(call("POST", uploads, open, JSON)) + "/cancel", "", Map.of());

    assertThat(succeeded).isEqualTo(contract.operationIds());
  }

  @Test
  void everyOperationForAnthropicSucceedsAsDocumented() throws Exception {
    contract = OpenApiContract.ofDialect(ANTHROPIC);
    String base = "/anthropic/v1/files";
    String stored = id(call("POST", base, form("file", field("expires_in_seconds", "3600")), FORM));
    call("GET", base + "?limit=1", "", Map.of());
    call("GET", base + "?ids=" + stored, "", Map.of());
    call("GET", base + "?before_id=" + stored, "", Map.of());
    call("GET", base + "/" + stored, "", Map.of());
    call("GET", base + "/" + stored + "/content", "", Map.of());
    call("GET", base + "/" + stored + "/content", "", Map.of("Range", "bytes=1-3"));
    call("DELETE", base + "/" + stored, "", Map.of());

    assertThat(succeeded).isEqualTo(contract.operationIds());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 | GET  | /openai/v1/files/none              |
          400 | GET  | /openai/v1/files?limit=0           |
          400 | POST | /openai/v1/uploads                 | {}
          400 | POST | /openai/v1/uploads                 | {
          400 | POST | /openai/v1/uploads                 | {"filename":"a","bytes":1,"mime_type":"a/b","purpose":"none"}
          413 | POST | /openai/v1/uploads                 | {"filename":"a","bytes":999999999999999,"mime_type":"a/b","purpose":"batch"}
          404 | POST | /openai/v1/uploads/none/parts      | {"data":"IQ=="}
          404 | POST | /openai/v1/uploads/none/complete   | {"part_ids":[]}
          415 | POST | /openai/v1/files                   | {}
          404 | GET  | /anthropic/v1/files/none           |
          400 | GET  | /anthropic/v1/files?limit=0        |
          415 | POST | /anthropic/v1/files                | {}
          """)
  void errorsAreAsDocumented(int status, String method, String target, @Nullable String body)
      throws Exception {
    contract = OpenApiContract.ofDialect(target.startsWith("/openai") ? OPENAI : ANTHROPIC);
    HttpResponse<byte[]> answer =
        body == null ? call(method, target, "", Map.of()) : call(method, target, body, JSON);
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  private static String id(HttpResponse<byte[]> answer) {
    return (String) Json.require(Json.read(answer.body()), "id");
  }

  private static URI uri(String target) {
    return URI.create("http://127.0.0.1:%d%s".formatted(TestService.port(), target));
  }

  private HttpResponse<byte[]> call(
      String method, String target, String body, Map<String, String> fields)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri(target))
            .header("Authorization", "Bearer " + TestService.ALICE)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    fields.forEach(builder::header);
    HttpResponse<byte[]> response =
        client.send(RecordedBody.in(builder.build()), HttpResponse.BodyHandlers.ofByteArray());
    Exchange exchange = Exchange.of(response);
    contract.check(exchange);
    if (response.statusCode() < 400) {
      contract.operationId(exchange).ifPresent(succeeded::add);
    }
    return response;
  }
}
