package io.piecemeal.adapters.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.adapters.http.TestService.Answer;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller may rely on, from the first chunk of a file to its end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FilesContractTest {

  private static final String NO_FILE = "or44tb4f7lq63cace3evi2gmmfk5ti2v";
  private static final String SHA256_OF_HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  private final TestService service = new TestService();

  @AfterAll
  void close() {
    service.close();
  }

  private Answer alice(String method, String path, String json) {
    return service.call("alice", method, path, json);
  }

  private String open(String json) {
    return (String) alice("POST", "/uploads", json).members().getOrDefault("file_id", "");
  }

  private String open() {
    return open("{\"filename\":\"a.txt\"}");
  }

  private Answer append(String id, String json) {
    return alice("PUT", "/uploads/" + id, json);
  }

  @Test
  void aFileIsOpenedSentCompletedReadAndDeleted() {
    Answer opened =
        alice("POST", "/uploads", "{\"filename\":\"a.txt\",\"content_type\":\"text/plain\"}");
    assertThat(opened.status()).isEqualTo(201);
    String id = (String) opened.members().getOrDefault("file_id", "");
    assertThat(opened.header("Location")).isEqualTo("/files/" + id);
    assertThat(opened.members())
        .containsEntry("status", "uploading")
        .containsEntry("size", 0)
        .containsEntry("sha256", null);

    Answer appended = append(id, "{\"data\":\"aGVs\",\"offset\":0}");
    assertThat(appended.status()).isEqualTo(200);
    assertThat(appended.members()).containsEntry("size", 3).doesNotContainKey("replayed");
    assertThat(append(id, "{\"data\":\"aGVs\",\"offset\":0}").members())
        .containsEntry("size", 3)
        .containsEntry("replayed", true);
    append(id, "{\"data\":\"lo\",\"encoding\":\"utf8\",\"offset\":3}");

    Answer completed =
        alice(
            "POST",
            "/uploads/" + id + "/complete",
            "{\"size\":5,\"sha256\":\"%s\"}".formatted(SHA256_OF_HELLO));
    assertThat(completed.status()).isEqualTo(200);
    assertThat(completed.members())
        .containsEntry("status", "complete")
        .containsEntry("chunks", 2)
        .containsEntry("sha256", SHA256_OF_HELLO)
        .isEqualTo(alice("GET", "/files/" + id, "").members());

    Answer read = alice("GET", "/files/" + id + "/content", "");
    assertThat(new String(read.response().body(), UTF_8)).isEqualTo("hello");
    assertThat(read.header("Content-Type")).isEqualTo("text/plain");

    assertThat(alice("DELETE", "/files/" + id, "").status()).isEqualTo(204);
    assertThat(alice("GET", "/files/" + id, "").members())
        .containsEntry("code", "gone")
        .containsEntry("last_size", 5);
  }

  @Test
  void anUploadCompletesItselfWhenItReachesItsDeclaredSize() {
    String id = open("{\"filename\":\"a.txt\",\"size\":5}");

    assertThat(append(id, "{\"data\":\"aGVsbG8=\"}").members())
        .containsEntry("status", "complete")
        .containsEntry("declared_size", 5)
        .containsEntry("sha256", SHA256_OF_HELLO);
  }

  @Test
  void aChunkThatEqualsTheOneBeforeItIsWarnedOfWithTheCallThatTakesItBack() {
    String id = open();
    append(id, "{\"data\":\"aGVs\"}");

    assertThat(append(id, "{\"data\":\"aGVs\"}").members().get("warning"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("code", "identical-to-previous")
        .containsEntry(
            "rewind",
            Map.of(
                "method",
                "POST",
                "path",
                "/uploads/" + id + "/rewind",
                "body",
                Map.of("to_size", 3, "if_size", 6)));
    assertThat(
            alice("POST", "/uploads/" + id + "/rewind", "{\"to_size\":3,\"if_size\":6}").members())
        .containsEntry("size", 3);
  }

  /** There is no call that would take it back. */
  @Test
  void aChunkThatCompletesTheFileIsNotWarnedOf() {
    String id = open();
    append(id, "{\"data\":\"aGVs\"}");

    assertThat(append(id, "{\"data\":\"aGVs\",\"complete\":true}").members())
        .containsEntry("status", "complete")
        .containsEntry("size", 6)
        .doesNotContainKey("warning");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /files/NONE           | ''                            | 404 not-found
          GET    | /files/OTHERS         | ''                            | 404 not-found
          DELETE | /uploads/OTHERS       | ''                            | 404 not-found
          PUT    | /uploads/OTHERS       | {"data":"aGVs"}               | 404 not-found
          PUT    | /uploads/short        | {"data":"aGVs"}               | 404 not-found
          PUT    | /uploads/ID           | {"data":"aGVs","offset":2}    | 409 offset-mismatch
          PUT    | /uploads/ID           | {"data":"aGV*"}               | 422 invalid-base64
          PUT    | /uploads/ID           | {"data":""}                   | 422 empty-chunk
          PUT    | /uploads/ID           | {"date":"aGVs"}               | 422 unknown-field
          PUT    | /uploads/ID           | {"data":"aGVs"                | 400 invalid-json
          PUT    | /uploads/ID?offset=0  | {"data":"aGVs"}               | 422 unknown-field
          PUT    | /uploads/ID           | ''                            | 400 invalid-json
          PUT    | /files/ID             | {"data":"aGVs"}               | 405 method-not-allowed
          GET    | /uploads/ID           | ''                            | 405 method-not-allowed
          POST   | /uploads              | {}                            | 400 missing-field
          POST   | /uploads              | {"filename":"a/b"}            | 422 bad-filename
          POST   | /uploads              | {"filename":"a","size":-1}    | 422 invalid-field
          POST   | /uploads              | {"filename":"a","size":2501}  | 413 file-too-large
          POST   | /uploads/ID/complete  | {"size":9}                    | 422 size-mismatch
          POST   | /uploads/ID/complete  | {"parts":["x"]}               | 422 invalid-field
          POST   | /uploads/ID/rewind    | {"to_size":0}                 | 400 missing-field
          POST   | /uploads/ID/rewind    | {"to_size":1,"if_size":3}     | 422 not-a-chunk-boundary
          POST   | /uploads/ID/import    | {"url":"https://a.example/b"} | 404 not-found
          GET    | /files?status=open    | ''                            | 422 invalid-field
          GET    | /files?limit=0        | ''                            | 422 invalid-field
          GET    | /files?stauts=complete | ''                           | 422 unknown-field
          GET    | /files?limit=1&limit=2 | ''                           | 422 invalid-field
          GET    | /files/               | ''                            | 404 not-found
          GET    | /files/ID?wait=1m     | ''                            | 422 invalid-field
          GET    | /uploads/ID/chunks?after=-1 | ''                      | 422 invalid-field
          """)
  void whatIsRefusedHasItsCodeAndChangesNothing(
      String method, String path, String json, String statusAndCode) {
    String id = open();
    append(id, "{\"data\":\"aGVs\"}");
    String others =
        (String)
            service
                .call("bob", "POST", "/uploads", "{\"filename\":\"b.txt\"}")
                .members()
                .getOrDefault("file_id", "");

    Answer refused =
        alice(
            method,
            path.replace("NONE", NO_FILE).replace("OTHERS", others).replace("ID", id),
            json);

    assertThat(refused.status() + " " + refused.members().get("code")).isEqualTo(statusAndCode);
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(refused.members())
        .containsEntry("status", refused.status())
        .containsKeys("type", "title", "detail", "message", "retryable", "request_id");
    assertThat(alice("GET", "/files/" + id, "").members())
        .containsEntry("size", 3)
        .containsEntry("status", "uploading");
    assertThat(service.call("bob", "GET", "/files/" + others, "").members())
        .containsEntry("size", 0);
  }

  @Test
  void aKeyIsNeededAndOneThatIsForThis() {
    String id = open();

    assertThat(service.call("nobody", "GET", "/files/" + id, "").members())
        .containsEntry("code", "unauthenticated");
    assertThat(service.call("nobody", "PUT", "/uploads/" + id, "{\"data\":\"aGVs\"}").members())
        .containsEntry("code", "unauthenticated");
    assertThat(service.call(TestService.READER, "GET", "/files/" + id, "").status()).isEqualTo(200);
    assertThat(
            service
                .call(TestService.READER, "PUT", "/uploads/" + id, "{\"data\":\"aGVs\"}")
                .members())
        .containsEntry("code", "forbidden")
        .containsEntry("needed_scope", "write");
    assertThat(service.call(TestService.READER, "DELETE", "/files/" + id, "").members())
        .containsEntry("needed_scope", "delete");
    assertThat(alice("GET", "/files/" + id, "").members()).containsEntry("size", 0);
  }
}
