package io.piecemeal.adapters.mcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.testkit.Samples;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several small files in one call. */
class McpUploadManyTest {

  private static final String HELLO_SHA256 =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  private static final Map<String, Object> HELLO =
      Map.of("filename", "hello.txt", "text", "hello", "sha256", HELLO_SHA256);

  private static final String FB_FF_SHA256 =
      "db8fed54159afe40ace5b49d702259fd88c9c4009307181824487baab5c6bdea";

  private static final Map<String, Object> BINARY = Map.of("filename", "b.bin", "base64", "AP8=");

  private static final Map<String, Object> WRONG =
      Map.of("filename", "w.txt", "text", "other", "sha256", HELLO_SHA256);

  private final McpCalls calls = new McpCalls();

  private static List<Map<String, Object>> files(Map<String, Object> answer) {
    return McpCalls.objects(answer, "files");
  }

  private static String text(Map<String, Object> error) {
    return (String) McpCalls.require(error, "text");
  }

  private int there() {
    return McpCalls.objects(calls.facts("file_list"), "files").size();
  }

  @Test
  void eachFileIsCompleteAtOnce() {
    Map<String, Object> answer = calls.facts("upload_many", "files", List.of(HELLO, BINARY));

    assertThat(answer).containsEntry("stored", 2L).containsEntry("failed", 0L);
    assertThat(files(answer)).extracting(file -> file.get("status")).containsOnly("stored");
    assertThat(files(answer).getFirst()).containsEntry("sha256", HELLO_SHA256);
    assertThat(calls.facts("file_read", "file_id", files(answer).getLast().get("file_id")))
        .containsEntry("data", "AP8=");
  }

  /** Programs print either alphabet, and two characters tell which it is. */
  @Test
  void base64urlIsReadToo() {
    List<Map<String, Object>> stored =
        files(
            calls.facts(
                "upload_many",
                "files",
                List.of(
                    Map.of("filename", "url", "base64", "-_8"),
                    Map.of("filename", "padded", "base64", "-_8="),
                    Map.of("filename", "plain", "base64", "+/8="))));
    assertThat(stored).extracting(file -> file.get("sha256")).hasSize(3).containsOnly(FB_FF_SHA256);

    assertThat(
            text(
                calls.error(
                    "upload_many",
                    "files",
                    List.of(Map.of("filename", "mixed", "base64", "-_8/")))))
        .contains("'+' and '/' are of base64");
  }

  @Test
  void whatIsThereAlreadyIsNotStoredAgainWhateverItsName() {
    Object first =
        files(calls.facts("upload_many", "files", List.of(HELLO))).getFirst().get("file_id");

    Map<String, Object> answer =
        calls.facts(
            "upload_many",
            "files",
            List.of(Map.of("filename", "b.txt", "sha256", HELLO_SHA256), HELLO, BINARY, BINARY));

    assertThat(answer).containsEntry("stored", 1L).containsEntry("existing", 3L);
    assertThat(files(answer).getFirst()).containsEntry("file_id", first);
    assertThat(there()).isEqualTo(2);
  }

  /** Whether it is still there when it is needed is up to the caller. */
  @Test
  void eachFileThatIsThereTellsWhenItExpires() {
    Map<String, Object> stored =
        files(calls.facts("upload_many", "files", List.of(HELLO))).getFirst();
    Map<String, Object> existing =
        files(calls.facts("upload_many", "files", List.of(HELLO))).getFirst();

    Object expiry = McpCalls.require(stored, "expires_at");
    assertThat(existing).containsEntry("status", "exists").containsEntry("expires_at", expiry);
    assertThat(files(calls.facts("file_list")).getFirst()).containsEntry("expires_at", expiry);
  }

  @Test
  void whatIsAboutToExpireIsStoredAnew() {
    Object first =
        files(calls.facts("upload_many", "files", List.of(HELLO))).getFirst().get("file_id");
    calls.parts.clock.advance(Samples.RETENTION.sinceLastChunk().minusMinutes(1));

    Map<String, Object> answer = calls.facts("upload_many", "files", List.of(HELLO));

    assertThat(answer).containsEntry("stored", 1L).containsEntry("existing", 0L);
    assertThat(files(answer).getFirst().get("file_id")).isNotEqualTo(first);
  }

  @Test
  void anotherOwnersFilesAreNotThere() {
    calls.facts("upload_many", "files", List.of(HELLO));

    Map<String, Object> answer =
        calls
            .as(Samples.BOB)
            .facts(
                "upload_many",
                "files",
                List.of(Map.of("filename", "b.txt", "sha256", HELLO_SHA256)));

    assertThat(files(answer).getFirst())
        .containsEntry("status", "missing")
        .doesNotContainKey("file_id");
  }

  @Test
  void nothingIsStoredWhereOneIsMissing() {
    Map<String, Object> answer =
        calls.facts(
            "upload_many",
            "files",
            List.of(BINARY, Map.of("filename", "b.txt", "sha256", HELLO_SHA256)));

    assertThat(files(answer))
        .extracting(file -> file.get("status"))
        .containsExactly("not_stored", "missing");
    assertThat(there()).isZero();
  }

  @Test
  void oneThatIsRefusedKeepsAllFromBeingStored() {
    assertThat(text(calls.error("upload_many", "files", List.of(BINARY, WRONG))))
        .startsWith("invalid_field")
        .contains("files[1]")
        .contains("checksum_mismatch");

    assertThat(there()).isZero();
  }

  @Test
  void orOnlyItselfIfEachIsAskedFor() {
    Map<String, Object> answer =
        calls.facts(
            "upload_many",
            "mode",
            "each",
            "files",
            List.of(WRONG, BINARY, Map.of("filename", "a/b", "text", "x")));

    assertThat(answer).containsEntry("stored", 1L).containsEntry("failed", 2L);
    assertThat(files(answer))
        .extracting(file -> file.get("status"))
        .containsExactly("refused", "stored", "refused");
    assertThat((String) files(answer).getLast().get("error")).startsWith("bad_filename");
  }

  @Test
  void countAndBytesAreBounded() {
    assertThat(calls.error("upload_many", "files", Collections.nCopies(51, HELLO)))
        .containsEntry("error", "invalid_field")
        .containsEntry("field", "files");
    Map<String, Object> large = Map.of("filename", "l", "text", "x".repeat(600_000));
    assertThat(text(calls.error("upload_many", "files", List.of(large, large))))
        .contains("1048576 bytes");
    assertThat(calls.error("upload_many", "files", "hello")).containsEntry("field", "files");
    assertThat(calls.error("upload_many", "files", List.of("hello")))
        .containsEntry("field", "files");
    assertThat(there()).isZero();
  }

  @Test
  void anEntryThatIsWrongIsNamed() {
    assertThat(text(calls.error("upload_many", "files", List.of(HELLO, Map.of("text", "x")))))
        .contains("filename")
        .contains("'files[1]'");
  }

  /** The second commit fails, and the first file goes again. */
  @Test
  void whatWasStoredGoesIfALaterOneFails() {
    calls.parts.ledger.beforeNextChange(() -> {});
    calls.parts.ledger.refuseNextChange();

    calls.error("upload_many", "files", List.of(HELLO, BINARY));

    assertThat(there()).isZero();
  }
}
