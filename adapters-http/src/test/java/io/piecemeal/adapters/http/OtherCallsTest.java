package io.piecemeal.adapters.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.adapters.http.TestService.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists, safe openings, whole files, and tickets. */
final class OtherCallsTest {

  private static final String NAMED = "{\"filename\":\"a.txt\"}";

  private final TestService service = new TestService();

  @AfterEach
  void close() {
    service.close();
  }

  private Answer alice(String method, String path, String json) {
    return service.call("alice", method, path, json);
  }

  private static String text(Answer answer, String member) {
    return String.valueOf(answer.members().get(member));
  }

  private static List<Object> ids(Answer page) {
    return ((List<?>) page.members().getOrDefault("data", List.of()))
        .stream().<Object>map(file -> ((Map<?, ?>) file).get("file_id")).toList();
  }

  @Test
  void pagesThatFollowEachOtherHaveEveryFileOnce() {
    List<String> opened =
        IntStream.range(0, 5)
            .mapToObj(_ -> text(alice("POST", "/uploads", NAMED), "file_id"))
            .toList();
    service.call("bob", "POST", "/uploads", NAMED);

    Answer first = alice("GET", "/files?limit=3", "");
    Answer last = alice("GET", "/files?limit=3&after=" + text(first, "next"), "");

    assertThat(first.members()).containsEntry("has_more", true);
    assertThat(last.members()).containsEntry("has_more", false).containsEntry("next", null);
    assertThat(ids(first)).hasSize(3);
    assertThat(ids(last)).hasSize(2).doesNotContainAnyElementsOf(ids(first));
    assertThat(opened).containsAll(ids(last).stream().map(String::valueOf).toList());
    assertThat(alice("GET", "/files?status=complete", "").members().get("data"))
        .isEqualTo(List.of());
    assertThat(ids(alice("GET", "/files?limit=&after=&status=", ""))).hasSize(5);
  }

  @Test
  void anOpeningThatIsSentTwiceWithItsKeyOpensOneFile() {
    Answer first = openOnce(NAMED);
    Answer second = openOnce(NAMED);

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.members()).isEqualTo(first.members());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(ids(alice("GET", "/files", ""))).hasSize(1);

    assertThat(openOnce("{\"filename\":\"b.txt\"}").members())
        .containsEntry("code", "idempotency-key-reused")
        .containsEntry("field", "Idempotency-Key");
  }

  private Answer openOnce(String json) {
    return service.call(
        "alice",
        "POST",
        "/uploads",
        json,
        "Content-Type",
        "application/json",
        "Idempotency-Key",
        "one");
  }

  @Test
  void aFormStoresItsFileAtOnceAndAPartWithoutANameStoresNothing() {
    Answer stored = form("; filename=\"a.txt\"");
    assertThat(stored.status()).isEqualTo(201);
    assertThat(stored.members())
        .containsEntry("status", "complete")
        .containsEntry("filename", "a.txt")
        .containsEntry("size", 5);

    assertThat(form("").members())
        .containsEntry("status", 400)
        .containsEntry("code", "missing-field");
    assertThat(ids(alice("GET", "/files", ""))).hasSize(1);
  }

  private Answer form(String filename) {
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"file\"%s\r\n\r\nhello\r\n--b--\r\n"
            .formatted(filename);
    return service.call(
        "alice", "POST", "/files", body, "Content-Type", "multipart/form-data; boundary=b");
  }

  @Test
  void aPageOfChunksGoesOnAtTheChunkWithAByte() {
    String id = text(alice("POST", "/uploads", NAMED), "file_id");
    alice("PUT", "/uploads/" + id, "{\"data\":\"aGVs\"}");
    alice("PUT", "/uploads/" + id, "{\"data\":\"bG8=\"}");

    assertThat(alice("GET", "/uploads/" + id + "/chunks?limit=1", "").members())
        .containsEntry("has_more", true)
        .containsEntry("next", 3);
    Answer last = alice("GET", "/uploads/" + id + "/chunks?limit=1&after=3", "");
    assertThat(last.members()).containsEntry("has_more", false).containsEntry("next", null);
    assertThat(last.members().toString()).contains("offset=3, size=2");
  }

  /** Sends with a ticket: the service takes no notice of the key. */
  private Answer send(String path, String body, String... headers) {
    return service.call("nobody", "PUT", path, body, headers);
  }

  private String ticket(String id, String json) {
    Answer issued = alice("POST", "/uploads/" + id + "/ticket", json);
    assertThat(issued.status()).isEqualTo(201);
    assertThat(issued.header("Cache-Control")).isEqualTo("no-store");
    return text(issued, "url").replace("https://files.example.org", "");
  }

  @Test
  void theHolderOfATicketSendsTheFileInPiecesAndCompletesIt() {
    String id = text(alice("POST", "/uploads", NAMED), "file_id");
    String ticket = ticket(id, "{}");

    assertThat(send(ticket, "hel", "Content-Range", "bytes 0-2/5").members())
        .containsEntry("size", 3)
        .containsEntry("state", "valid");
    assertThat(alice("POST", "/uploads/" + id + "/complete", "{}").members())
        .containsEntry("code", "ticket-open");
    assertThat(send(ticket, "lo", "Content-Range", "bytes 3-4/5").members())
        .containsEntry("size", 5)
        .containsEntry("file_status", "complete");

    assertThat(send(ticket, "lo").members())
        .containsEntry("code", "ticket-used")
        .doesNotContainKeys("next", "filename", "size");
    assertThat(new String(alice("GET", "/files/" + id + "/content", "").response().body(), UTF_8))
        .isEqualTo("hello");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Content-Range | bytes 3-2/5                       | 400 bad-request
          Content-Range | bytes 0-3/5                       | 400 bad-request
          Content-Range | bytes 1-3/5                       | 409 offset-mismatch
          Content-Type  | multipart/form-data; boundary=b   | 415 unsupported-media-type
          Content-Type  | application/x-www-form-urlencoded | 415 unsupported-media-type
          """)
  void whatATicketDoesNotTakeIsRefusedAndTheTicketStaysGood(
      String header, String value, String statusAndCode) {
    String id = text(alice("POST", "/uploads", NAMED), "file_id");
    String ticket = ticket(id, "{\"complete\":false}");

    Answer refused = send(ticket, "hel", header, value);

    assertThat(refused.status() + " " + text(refused, "code")).isEqualTo(statusAndCode);
    assertThat(refused.members()).doesNotContainKey("next");
    assertThat(send(ticket, "hello").members())
        .containsEntry("size", 5)
        .containsEntry("file_status", "uploading");
  }
}
