package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.e2e.openapi.Exchange;
import io.piecemeal.e2e.openapi.OpenApiContract;
import io.piecemeal.e2e.openapi.RecordedBody;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service publishes the document, and each of its operations answers as the document says. */
class OpenApiDocumentTest {

  private static final Pattern TICKET = Pattern.compile("/tickets/pmt_[0-9a-f]+");
  private static final Pattern ID = Pattern.compile("\"file_id\":\"([a-z0-9]{32})\"");
  private static final String FORM =
      """
      --b\r
      Content-Disposition: form-data; name="file"; filename="a.txt"\r
      Content-Type: text/plain\r
      \r
      hello\r
      --b--\r
      """;

  private final OpenApiContract contract = OpenApiContract.published();
  private final HttpClient client = HttpClient.newHttpClient();
  private String key = TestService.ALICE;
  private int port = TestService.port();
  private final Set<String> succeeded = new TreeSet<>();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void theServicePublishesTheDocumentThatTestsCheckItAgainst() throws Exception {
    try (var resource = OpenApiContract.class.getResourceAsStream("/openapi/openapi.yaml")) {
      assertThat(resource).isNotNull();
      HttpResponse<byte[]> published = call("GET", "/openapi.yaml", "", Map.of());
      assertThat(published.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/yaml");
      assertThat(new String(published.body(), StandardCharsets.UTF_8))
          .isEqualTo(
              new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                  .replace("http://127.0.0.1:8080", "http://127.0.0.1:" + TestService.port()));
    }
  }

  @Test
  void everyOperationSucceedsAsDocumented() throws Exception {
    String id = open("{\"filename\":\"a.txt\",\"content_type\":\"text/plain\"}");
    json("PUT", "/uploads/" + id, "{\"data\":\"SGVsbG8s\"}");
    json("PUT", "/uploads/" + id, "{\"data\":\"SGVsbG8s\"}");
    json("POST", "/uploads/" + id + "/rewind", "{\"to_size\":6,\"if_size\":12}");
    json("PUT", "/uploads/" + id, "{\"data\":\"SGVsbG8s\",\"offset\":0}");
    json("PUT", "/uploads/" + id, "{\"encoding\":\"utf8\",\"data\":\" world\",\"offset\":6}");
    call("GET", "/uploads/" + id + "/chunks?limit=1", "", Map.of());
    call("GET", "/uploads/" + id + "/chunks?after=6", "", Map.of());
    String ticket = ticket("/uploads/" + id);
    call("GET", ticket, "", Map.of());
    call("GET", ticket, "", Map.of("Accept", "text/html"));
    call("GET", "/tickets/assets/page.js", "", Map.of());
    call("GET", "/tickets/assets/page.css", "", Map.of());
    call("PUT", ticket, "!", Map.of("Content-Type", "application/json"));
    call("DELETE", "/uploads/" + id + "/ticket", "", Map.of());
    call("POST", "/uploads/" + id + "/complete", "", Map.of());
    json("POST", "/uploads/" + id + "/complete", "{\"size\":13}");
    importFromUrl();
    String joined = open("{\"filename\":\"joined\"}");
    json("POST", "/uploads/" + joined + "/parts", "{\"size\":3}");
    call("GET", "/uploads/" + joined + "/parts", "", Map.of());
    call("GET", "/files/" + id, "", Map.of());
    call("GET", "/files/" + id + "/content", "", Map.of());
    call("GET", "/files/" + id + "/content", "", Map.of("Range", "bytes=1-3"));
    call("GET", "/files/" + id + "/content", "", Map.of("If-None-Match", "*"));
    call("HEAD", "/files/" + id + "/content", "", Map.of());
    call("HEAD", "/files/" + id + "/content", "", Map.of("Range", "bytes=1-3"));
    String reading = ticket("/files/" + id) + "/content";
    call("GET", reading, "", Map.of());
    call("GET", reading, "", Map.of("Range", "bytes=1-3"));
    call("GET", reading, "", Map.of("If-None-Match", "*"));
    call("HEAD", reading, "", Map.of());
    call("HEAD", reading, "", Map.of("Range", "bytes=1-3"));
    call("DELETE", "/files/" + id + "/ticket", "", Map.of());
    assertThat(call("GET", reading, "", Map.of()).statusCode()).isEqualTo(404);
    call("POST", "/files", FORM, Map.of("Content-Type", "multipart/form-data; boundary=b"));
    call("GET", "/files?limit=1", "", Map.of());
    call("GET", "/files?status=complete", "", Map.of());
    call("HEAD", "/files", "", Map.of());
    String scanned = open("{\"filename\":\"c\",\"size\":0}");
    call("DELETE", "/files/" + id, "", Map.of());
    call("DELETE", "/uploads/" + open("{\"filename\":\"b\",\"size\":3}"), "", Map.of());
    call("GET", "/events?limit=2", "", Map.of());
    call("GET", "/events?after=latest&wait=1s", "", Map.of());
    String webhook =
        made(json("POST", "/webhooks", "{\"url\":\"https://hooks.example.com/files\"}"));
    call("GET", "/webhooks", "", Map.of());
    json("POST", "/webhooks/" + webhook + "/rotate", "{\"overlap\":60}");
    json("POST", "/webhooks/" + webhook + "/replay", "{\"after\":\"latest\"}");
    call("DELETE", "/webhooks/" + webhook, "", Map.of());
    call("GET", "/limits", "", Map.of());
    call("GET", "/usage", "", Map.of());
    call("GET", "/health/live", "", Map.of());
    call("GET", "/health/ready", "", Map.of());
    call("GET", "/metrics", "", Map.of());
    call("GET", "/openapi.yaml", "", Map.of());
    call("GET", "/", "", Map.of());
    call("GET", "/docs", "", Map.of());
    call("GET", "/docs/assets/page.css", "", Map.of());
    call("GET", "/console/sign-on.json", "", Map.of());
    call("GET", "/console/main.js", "", Map.of());
    call("GET", "/console/main.js", "", Map.of("If-None-Match", "*"));
    key = AdminTest.adminKey();
    String made = made(json("POST", "/admin/keys", "{\"owner\":\"alice\"}"));
    json("POST", "/admin/keys/" + made + "/rotate", "{\"overlap\":0}");
    call("GET", "/admin/keys", "", Map.of());
    call("DELETE", "/admin/keys/" + made, "", Map.of());
    call("GET", "/admin/owners", "", Map.of());
    json("PUT", "/admin/owners/heidi/quota", "{\"bytes\":10000,\"open_sessions\":3}");
    call("GET", "/admin/owners/heidi", "", Map.of());
    call("DELETE", "/admin/owners/heidi/quota", "", Map.of());
    json("PUT", "/admin/owners/heidi/scan", "{\"policy\":\"none\"}");
    call("DELETE", "/admin/owners/heidi/scan", "", Map.of());
    call("POST", "/admin/files/" + scanned + "/scan", "", Map.of());
    call("POST", "/admin/files/" + scanned + "/release", "", Map.of());
    call("GET", "/admin/scrub", "", Map.of());
    call("GET", "/admin/state", "", Map.of());
    call("POST", "/admin/gc/hold", "", Map.of());
    call("GET", "/admin/gc", "", Map.of());
    call("POST", "/admin/gc/release", "", Map.of());
    assertThat(succeeded).isEqualTo(contract.operationIds());
  }

  /** Only where the operator named hosts; what else it answers, its own tests check. */
  private void importFromUrl() throws Exception {
    String id = open("{\"filename\":\"fetched\"}");
    try (FileServer source = new FileServer();
        InProcessService importing =
            TestService.beside("--import-hosts=127.0.0.1", "--outbound-allow=127.0.0.1")) {
      port = importing.port();
      json("POST", "/uploads/%s/import".formatted(id), Json.of("url", source.url("127.0.0.1")));
    } finally {
      port = TestService.port();
    }
  }

  @Test
  void anIdempotencyKeyIsAnsweredAsDocumented() throws Exception {
    Map<String, String> key =
        Map.of("Content-Type", "application/json", "Idempotency-Key", UUID.randomUUID().toString());
    HttpResponse<byte[]> first = call("POST", "/uploads", "{\"filename\":\"a\"}", key);
    HttpResponse<byte[]> again = call("POST", "/uploads", "{\"filename\":\"a\"}", key);
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(call("POST", "/uploads", "{\"filename\":\"b\"}", key).statusCode()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | POST   | /uploads                | [{}]
          400 | POST   | /uploads                | {}
          400 | POST   | /uploads                | {"filename":"a","size":[[1]]} {}
          404 | GET    | /files/none             |
          404 | GET    | /nowhere                |
          405 | PATCH  | /files                  |
          409 | PUT    | /uploads/{open}         | {"data":"SGVsbG8s","offset":3}
          409 | GET    | /files/{declared}/content |
          409 | POST   | /files/{open}/ticket    | {}
          422 | POST   | /files/{complete}/ticket | {"complete":true}
          409 | PUT    | /uploads/{complete}     | {"data":"SGVsbG8s"}
          409 | POST   | /uploads/{open}/rewind  | {"to_size":0,"if_size":1}
          404 | POST   | /uploads/none/import    | {"url":"http://localhost:1/"}
          410 | GET    | /files/{deleted}        |
          413 | POST   | /uploads                | {"filename":"a","size":999999999999999}
          413 | PUT    | /uploads/{declared}     | {"data":"SGVsbG8sSGVsbG8s"}
          416 | GET    | /files/{open}/content   |
          422 | POST   | /uploads                | {"filename":"a/b"}
          422 | POST   | /uploads                | {"filename":"a","size":-1}
          422 | POST   | /uploads                | {"filename":"a","content_typ":"b"}
          422 | PUT    | /uploads/{open}         | {"data":"SGVsb*8s"}
          422 | PUT    | /uploads/{open}         | {"data":""}
          422 | PUT    | /uploads/{open}         | {"data":"SGVsbG8s","ofset":0}
          422 | PUT    | /uploads/{declared}     | {"data":"SGVsbG8s","complete":true}
          422 | PUT    | /uploads/{open}         | {"data":"SGVsbG8s","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}
          422 | POST   | /uploads/{open}/complete | {"size":5}
          422 | POST   | /uploads/{open}/complete | {"sha256":"0000000000000000000000000000000000000000000000000000000000000000"}
          422 | POST   | /uploads/{chunk}/rewind | {"to_size":3,"if_size":6}
          404 | DELETE | /webhooks/none          |
          422 | POST   | /webhooks               | {"url":"http://127.0.0.1/"}
          422 | POST   | /webhooks               | {"url":"https://a","types":["?"]}
          422 | GET    | /files?limit=0          |
          422 | GET    | /files?after=!          |
          422 | GET    | /uploads/{open}/chunks?after=-1 |
          """)
  void errorsAreAsDocumented(int status, String method, String target, @Nullable String body)
      throws Exception {
    String path = withFile(target);
    HttpResponse<byte[]> answer =
        body == null
            ? call(method, path, "", Map.of("Range", "bytes=5-"))
            : json(method, path, body);
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  /** Puts the id of a file in that state in place of the state's name. */
  private String withFile(String target) throws Exception {
    if (target.contains("{declared}")) {
      return target.replace("{declared}", open("{\"filename\":\"a\",\"size\":10}"));
    }
    if (!target.contains("{")) {
      return target;
    }
    String id = open("{\"filename\":\"a\"}");
    if (target.contains("{chunk}")) {
      json("PUT", "/uploads/" + id, "{\"data\":\"SGVsbG8s\"}");
    } else if (target.contains("{complete}")) {
      json("POST", "/uploads/" + id + "/complete", "{}");
    } else if (target.contains("{deleted}")) {
      call("DELETE", "/files/" + id, "", Map.of());
    }
    return target.replaceAll("\\{[a-z]+}", id);
  }

  private String ticket(String file) throws Exception {
    byte[] issued = call("POST", file + "/ticket", "", Map.of()).body();
    Matcher url = TICKET.matcher(new String(issued, StandardCharsets.UTF_8));
    assertThat(url.find()).isTrue();
    return url.group();
  }

  private String open(String body) throws Exception {
    Matcher id =
        ID.matcher(new String(json("POST", "/uploads", body).body(), StandardCharsets.UTF_8));
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  private static String made(HttpResponse<byte[]> key) {
    return (String) Json.require(Json.read(key.body()), "id");
  }

  private HttpResponse<byte[]> json(String method, String target, String body) throws Exception {
    return call(method, target, body, Map.of("Content-Type", "application/json"));
  }

  private HttpResponse<byte[]> call(
      String method, String target, String body, Map<String, String> fields) throws Exception {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, target)))
            .header("Authorization", "Bearer " + key)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
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
