package io.piecemeal.e2e.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract notices everything that it is there for, and lets pass what is right. */
class OpenApiContractTest {

  private static final String ID = "ako5rgx309ehwlbqprs8s2xxnsp0y85q";
  private static final String FILE =
      """
      {"file_id":"%s","filename":"a.txt","size":6,"created_at":"2026-04-13T05:32:04Z",
       "updated_at":"2026-04-13T05:32:04Z","expires_at":"2026-04-14T05:32:04Z","status":"uploading",
       "chunks":1,"content_type":"application/octet-stream","sha256":null}
      """
          .formatted(ID);
  private static final String GONE =
      """
      {"type":"urn:piecemeal:problem:gone","title":"Gone","status":410,"detail":"It had 6 bytes.","message":"It had 6 bytes.",
       "code":"gone","retryable":false,"last_size":6,"next":{"method":"POST","path":"/uploads"},
       "request_id":"r1"}
      """;

  private final OpenApiContract contract = OpenApiContract.published();

  @Test
  void passesWhatIsRight() {
    assertThatCode(() -> contract.check(append("{\"data\":\"SGVsbG8s\"}", FILE)))
        .doesNotThrowAnyException();
    assertThat(faults(problem(410, GONE))).isEmpty();
  }

  @Test
  void saysWhichExchangeBreaksItAndHow() {
    Exchange wrong =
        append("{\"data\":\"SGVsbG8s\"}", FILE.replace("\"size\":6", "\"size\":\"6\""));
    assertThatThrownBy(() -> contract.check(wrong))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("PUT /uploads/" + ID + " -> 200 breaks the OpenAPI document")
        .hasMessageContaining("body /size: string found, integer expected");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "size":6               | "size":-1                        | /size
          "size":6               | "size":6,"sise":6                | 'sise'
          "size":6,              |                                  | 'size'
          "uploading"            | "paused"                         | /status
          "uploading"            | "complete"                       | /sha256
          2026-04-13T05:32:04Z   | 2026-04-13T05:32:04.123Z         | /created_at
          "sha256":null          | "sha256":null,"replayed":false   | /replayed
          "sha256":null          | "sha256":null,"warning":{}       | /warning
          """)
  void noticesAnAnswerThatIsNotAsDocumented(String right, @Nullable String wrong, String where) {
    String body = FILE.replace(right, wrong == null ? "" : wrong);
    assertThat(faults(append("{\"data\":\"SGVsbG8s\"}", body)))
        .isNotEmpty()
        .anyMatch(fault -> fault.contains(where));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "last_size":6          | "last_size":"6"                  | /last_size
          "last_size":6          | "size":6                         | 'last_size'
          "last_size":6          | "last_size":6,"path":"/var"      | 'path'
          "code":"gone"          | "code":"went"                    | /code
          "status":410           | "status":404                     | another status
          "request_id":"r1"      | "request_id":"r2"                | another request id
          problem:gone           | problem:went                     | another type
          "path":"/uploads"      | "path":"/uploads/1"              | /next/path
          "retryable":false      | "retryable":true                 | /retryable
          """)
  void noticesAProblemThatIsNotAsDocumented(String right, String wrong, String where) {
    assertThat(faults(problem(410, GONE.replace(right, wrong))))
        .anyMatch(fault -> fault.contains(where));
  }

  @Test
  void saysOfAProblemOnlyWhatItsOwnCodeIsAbout() {
    String body =
        GONE.replace("gone", "offset-mismatch")
            .replace("410", "409")
            .replace("last_size", "current_size");
    assertThat(faults(problem(409, body)))
        .anyMatch(fault -> fault.contains("expected_offset"))
        .noneMatch(fault -> fault.contains("upload-complete"));
  }

  @Test
  void noticesAStatusThatIsNotDocumented() {
    assertThat(faults(problem(418, GONE))).containsExactly("status 418 is not documented");
  }

  @Test
  void noticesAMissingHeader() {
    assertThat(faults(answered("POST", "/uploads", "{\"filename\":\"a.txt\"}", 201, FILE, json())))
        .containsExactly("header Location is missing");
    Map<String, List<String>> bare = json();
    bare.remove("X-Request-Id");
    assertThat(faults(answered("GET", "/files/" + ID, "", 200, FILE, bare)))
        .containsExactly("header X-Request-Id is missing");
  }

  @Test
  void noticesAHeaderThatIsNotAsDocumented() {
    Map<String, List<String>> fields = json();
    fields.put("location", List.of("http://127.0.0.1/files/" + ID));
    assertThat(faults(answered("POST", "/uploads", "{\"filename\":\"a.txt\"}", 201, FILE, fields)))
        .singleElement()
        .asString()
        .startsWith("header Location");
  }

  @Test
  void noticesAContentTypeThatIsNotDocumented() {
    Map<String, List<String>> fields = json();
    fields.put("Content-Type", List.of("text/html"));
    assertThat(faults(answered("GET", "/files/" + ID, "", 200, FILE, fields)))
        .containsExactly("content type text/html is not documented");
  }

  @Test
  void noticesABodyWhereNoneIsDocumented() {
    assertThat(faults(answered("DELETE", "/files/" + ID, "", 204, FILE, json())))
        .containsExactly("a body is not documented");
    assertThat(faults(answered("HEAD", "/files/" + ID, "", 200, FILE, json())))
        .containsExactly("an answer to HEAD has a body");
  }

  @Test
  void noticesABodyThatIsNoJson() {
    assertThat(faults(answered("GET", "/files/" + ID, "", 200, "{\"a\":1,\"a\":1}", json())))
        .anyMatch(fault -> fault.startsWith("body is not JSON"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                    | 'data'
          {"data":7}                            | /data
          {"data":"SGVsbG8s","ofset":0}         | 'ofset'
          {"data":"SGVsbG8s","offset":-1}       | /offset
          {"data":"SGVsbG8s","offset":1.5}      | /offset
          {"data":"SGVsbG8s","encoding":"b64"}  | /encoding
          {"data":"SGVsbG8s"} {}                | not JSON
          {"data":"SGVsbG8s","data":"SGVsbG8s"} | not JSON
          """)
  void noticesAnInvalidRequestThatSucceeds(String body, String where) {
    assertThat(faults(append(body, FILE)))
        .anyMatch(
            fault -> fault.startsWith("an invalid request succeeds") && fault.contains(where));
  }

  @Test
  void noticesAnInvalidParameterThatSucceeds() {
    String page = "{\"data\":[],\"has_more\":false,\"next\":null}";
    assertThat(faults(answered("GET", "/files?limit=10", "", 200, page, json()))).isEmpty();
    assertThat(faults(answered("GET", "/files?limit=0", "", 200, page, json())))
        .singleElement()
        .asString()
        .contains("request parameter limit");
    assertThat(faults(answered("GET", "/uploads/A/chunks", "", 200, page, json())))
        .singleElement()
        .asString()
        .contains("request parameter file_id");
  }

  @Test
  void noticesASuccessWithoutAKey() {
    Exchange.Fields none = Exchange.Fields.of(Map.of());
    Exchange anonymous =
        new Exchange(
            new Exchange.Request("GET", "/files/" + ID, none, Optional.of(Exchange.Bytes.NONE)),
            new Exchange.Response(200, Exchange.Fields.of(json()), Exchange.Bytes.of(FILE)));
    assertThat(faults(anonymous))
        .containsExactly("an invalid request succeeds: request has no API key");
  }

  @Test
  void noticesASuccessOfWhatIsNotDocumented() {
    assertThat(faults(answered("GET", "/beans", "", 200, "{}", json())))
        .containsExactly("an operation that is not documented succeeds");
  }

  @Test
  void noticesAnErrorOfAnUnknownKindOnAnUnknownPath() {
    String body = GONE.replace("gone", "lost").replace("410", "404");
    assertThat(faults(answered("GET", "/nowhere", "", 404, body, problemFields())))
        .containsExactly("code 'lost' is not documented");
    assertThat(faults(answered("GET", "/nowhere", "", 404, "<h1>no</h1>", json())))
        .containsExactly("an error is not application/problem+json");
  }

  @Test
  void looksOnlyAtTheAnswerWhereTheRequestIsNoHttp() {
    Exchange exchange = append("{\"ofset\":0}", FILE);
    assertThatCode(() -> contract.checkAnswer(exchange)).doesNotThrowAnyException();
    assertThatThrownBy(() -> contract.checkAnswer(append("", "{}")))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void recordsTheBodyOfARequest() throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1/uploads"));
    HttpRequest recorded = RecordedBody.in(request.POST(BodyPublishers.ofString("{}")).build());
    assertThat(RecordedBody.of(recorded)).isEmpty();
    BodySubscriber<String> server = BodySubscribers.ofString(StandardCharsets.UTF_8);
    recorded.bodyPublisher().orElseThrow().subscribe(new ListOfBuffers(server));
    assertThat(server.getBody().toCompletableFuture().get()).isEqualTo("{}");
    assertThat(RecordedBody.of(recorded).map(Exchange.Bytes::value))
        .contains("{}".getBytes(StandardCharsets.UTF_8));
    assertThat(RecordedBody.of(request.GET().build()).map(Exchange.Bytes::isEmpty)).contains(true);
  }

  /** Takes what a publisher of request bodies gives. */
  private record ListOfBuffers(BodySubscriber<String> server) implements Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Subscription subscription) {
      server.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
      server.onNext(List.of(bytes));
    }

    @Override
    public void onError(Throwable failure) {
      server.onError(failure);
    }

    @Override
    public void onComplete() {
      server.onComplete();
    }
  }

  @Test
  void readsRequestsFromTheWire() {
    Map<String, String> fields = Map.of("Content-Type", "text/html");
    assertThatThrownBy(
            () -> contract.checkAnswer(raw("GET /limits?a HTTP/1.1\r\nHost: t\r\n", fields)))
        .hasMessageContaining("GET /limits?a -> 400")
        .hasMessageContaining("content type text/html is not documented");
    assertThatThrownBy(() -> contract.checkAnswer(raw("GET  /limits\r\n", fields)))
        .hasMessageContaining("(none) (none) -> 400")
        .hasMessageContaining("an error is not application/problem+json");
  }

  private static Exchange raw(String request, Map<String, String> fields) {
    return Exchange.ofRaw(request.getBytes(StandardCharsets.UTF_8), 400, fields, new byte[0]);
  }

  private List<String> faults(Exchange exchange) {
    return contract.faults(exchange);
  }

  private static Exchange append(String request, String answer) {
    return answered("PUT", "/uploads/" + ID, request, 200, answer, json());
  }

  private static Exchange problem(int status, String body) {
    return answered(
        "PUT", "/uploads/" + ID, "{\"data\":\"SGVsbG8s\"}", status, body, problemFields());
  }

  private static Exchange answered(
      String method,
      String target,
      String request,
      int status,
      String answer,
      Map<String, List<String>> fields) {
    Exchange.Fields sent =
        Exchange.Fields.of(
            Map.of(
                "authorization",
                List.of("Bearer key"),
                "content-type",
                List.of("application/json")));
    return new Exchange(
        new Exchange.Request(method, target, sent, Optional.of(Exchange.Bytes.of(request))),
        new Exchange.Response(status, Exchange.Fields.of(fields), Exchange.Bytes.of(answer)));
  }

  private static Map<String, List<String>> json() {
    return new HashMap<>(
        Map.of(
            "X-Request-Id", List.of("r1"),
            "X-Content-Type-Options", List.of("nosniff"),
            "Content-Type", List.of("application/json")));
  }

  private static Map<String, List<String>> problemFields() {
    Map<String, List<String>> fields = json();
    fields.put("Content-Type", List.of("application/problem+json"));
    fields.put("Cache-Control", List.of("no-store"));
    return fields;
  }
}
