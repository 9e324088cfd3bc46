package io.piecemeal.adapters.mcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.adapters.mcp.progress.Progress;
import io.piecemeal.adapters.mcp.tool.TestTools;
import io.piecemeal.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads by an agent, and what it is told where it errs. */
class McpUploadToolsTest {

  private final McpCalls calls = new McpCalls(TestTools.SMALL);

  /** Both alphabets of Base64 are taken, and never mixed. */
  @Test
  void theOtherBase64IsTakenByItsName() {
    String id = calls.create();

    Map<String, Object> error =
        calls.error(
            "upload_append", "file_id", id, "offset", 0, "encoding", "base64", "data", "-_-_");

    assertThat(error).containsEntry("error", "invalid_base64").containsEntry("position", 0);
    assertThat(McpCalls.require(error, "text"))
        .asString()
        .contains("Where all of it is base64url, send encoding: that.")
        .contains("with data added: upload_append")
        .contains("\"encoding\":\"base64url\"");
    assertThat(
            calls.facts(
                "upload_append",
                "file_id",
                id,
                "offset",
                0,
                "encoding",
                "base64url",
                "data",
                "-_-_"))
        .containsEntry("size", 3L)
        .containsEntry("encoding", "base64url");
    assertThat(
            calls.error(
                "upload_append",
                "file_id",
                id,
                "offset",
                3,
                "encoding",
                "base64url",
                "data",
                "-_+_"))
        .containsEntry("error", "invalid_base64");
  }

  @Test
  void fileIsMadeOfChunksInSeveralEncodings() {
    String id = calls.create();
    calls.facts("upload_append", "file_id", id, "offset", 0, "data", "aGVs");
    calls.facts(
        "upload_append", "file_id", id, "offset", 3, "encoding", "utf8", "data", "lo, w\u00f6");
    Map<String, Object> last =
        calls.facts(
            "upload_append", "file_id", id, "offset", 10, "encoding", "hex", "data", "726c64");
    assertThat(last).containsEntry("size", 13L).containsEntry("next_offset", 13L);
    assertThat(last).doesNotContainKey("replayed");
    assertThat(calls.facts("upload_complete", "file_id", id, "size", 13))
        .containsEntry("status", "complete")
        .containsKey("sha256");
    assertThat(calls.facts("file_read", "file_id", id))
        .containsEntry("data", "hello, w\u00f6rld")
        .containsEntry("eof", true);
  }

  @Test
  void completionTellsHowFarTheFileIsRead() {
    String id = calls.create();
    calls.facts("upload_append", "file_id", id, "offset", 0, "data", "aGVs");
    List<String> reached = new ArrayList<>();

    Progress.during(
        (done, total) -> reached.add(done + " of " + total.orElseThrow()),
        () -> calls.facts("upload_complete", "file_id", id, "size", 3));

    assertThat(reached).containsExactly("3 of 3");
  }

  @Test
  void chunkThatIsSentAgainIsStoredOnce() {
    String id = calls.create();
    calls.facts("upload_append", "file_id", id, "offset", 0, "data", "aGVs");
    assertThat(calls.facts("upload_append", "file_id", id, "offset", 0, "data", "aGVs"))
        .containsEntry("replayed", true)
        .containsEntry("size", 3L);
  }

  @Test
  void ticketLetsSomebodyElseSendTheRest() {
    String id = calls.create();
    calls.facts("upload_append", "file_id", id, "offset", 0, "data", "aGVs");

    Map<String, Object> upload =
        McpCalls.object(calls.facts("upload_ticket", "file_id", id), "upload");

    assertThat(upload)
        .containsEntry("method", "PUT")
        .containsEntry("offset", 3L)
        .containsEntry("single_use", true)
        .containsEntry("curl", "curl -fsS -C 3 -T FILE '%s'".formatted(upload.get("url")));
    assertThat((String) upload.get("url")).startsWith("https://files.example.org/tickets/pmt_");
  }

  @Test
  void ticketLetsSomebodyElseFetchACompleteFile() {
    String id = calls.create();
    calls.facts("upload_append", "file_id", id, "offset", 0, "data", "aGVs");
    assertThat(calls.error("file_ticket", "file_id", id))
        .containsEntry("error", "file_incomplete")
        .containsEntry(
            "next",
            Map.of("tool", "upload_append", "arguments", Map.of("file_id", id, "offset", 3L)));
    calls.facts("upload_complete", "file_id", id, "size", 3);

    Map<String, Object> answer = calls.facts("file_ticket", "file_id", id);

    assertThat(answer).containsEntry("status", "complete").containsKey("sha256");
    Map<String, Object> download = McpCalls.object(answer, "download");
    assertThat(download)
        .containsEntry("method", "GET")
        .containsEntry("curl", "curl -fsS -o FILE '%s'".formatted(download.get("url")));
    assertThat((String) download.get("url"))
        .startsWith("https://files.example.org/tickets/pmt_")
        .endsWith("/content");
    assertThat(calls.as(Samples.BOB).error("file_ticket", "file_id", id))
        .containsEntry("error", "not_found");
  }

  @Test
  void statusTellsHowFarTheTicketIs() {
    String id = calls.create();
    calls.facts("upload_ticket", "file_id", id, "complete", false);

    assertThat(
            McpCalls.object(
                calls.facts("upload_status", "file_id", id, "wait_seconds", 1), "ticket"))
        .containsEntry("state", "valid")
        .containsEntry("offset", 0L)
        .containsEntry("received", 0L)
        .containsKey("expires_at")
        .doesNotContainKey("total");
    assertThat(calls.error("upload_status", "file_id", id, "wait_seconds", 61))
        .containsEntry("error", "invalid_field");
    assertThat(calls.error("upload_ticket", "file_id", id, "complete", "no"))
        .containsEntry("error", "invalid_field");
  }

  @Test
  void completeFileGetsNoTicket() {
    String id = calls.create();
    calls.facts("upload_complete", "file_id", id, "size", 0);

    assertThat(calls.error("upload_ticket", "file_id", id))
        .containsEntry("error", "upload_complete");
  }

  @Test
  void wrongOffsetIsAnsweredWithTheRightOneAndTheNextCall() {
    String id = calls.create();
    calls.facts("upload_append", "file_id", id, "offset", 0, "data", "aGVs");
    Map<String, Object> error =
        calls.error("upload_append", "file_id", id, "offset", 9, "data", "aGVs");
    assertThat(error)
        .containsEntry(
            "text",
            "offset_mismatch: the server has 3 bytes; send again from offset 3\n"
                + "Next call, with encoding, data added: upload_append"
                + " {\"file_id\":\"%s\",\"offset\":3}".formatted(id))
        .containsEntry("next_offset", 3L)
        .containsEntry(
            "next",
            Map.of("tool", "upload_append", "arguments", Map.of("file_id", id, "offset", 3L)));
  }

  @Test
  void otherBytesThanTheFileHasAreToldApartAndNextTakesThoseBack() {
    String id = calls.create();
    calls.facts("upload_append", "file_id", id, "offset", 0, "data", "aGVs");
    Map<String, Object> error =
        calls.error("upload_append", "file_id", id, "offset", 0, "data", "SGVsbG8=");
    assertThat(error)
        .containsEntry("error", "offset_mismatch")
        .containsEntry("bytes_differ", true)
        .doesNotContainKey("next_offset")
        .containsEntry(
            "next",
            Map.of(
                "tool",
                "upload_rewind",
                "arguments",
                Map.of("file_id", id, "to_size", 0L, "if_size", 3L)));
  }

  @Test
  void fileOfNoBytesIsCompleteWhenItIsCreated() {
    assertThat(calls.facts("upload_create", "filename", "empty", "size", 0))
        .containsEntry("status", "complete");
  }

  @Test
  void brokenDataIsRefusedWithItsPositionAndStoresNothing() {
    String id = calls.create();
    assertThat(calls.error("upload_append", "file_id", id, "offset", 0, "data", "aGVs*Gxv"))
        .containsEntry("error", "invalid_base64")
        .containsEntry("position", 4);
    assertThat(calls.facts("upload_status", "file_id", id)).containsEntry("size", 0L);
  }

  @Test
  void chunkThatIsTooLargeIsRefusedWithTheLimit() {
    String id = calls.create();
    assertThat(
            calls.error(
                "upload_append",
                "file_id",
                id,
                "offset",
                0,
                "encoding",
                "utf8",
                "data",
                "x".repeat(1001)))
        .containsEntry("error", "chunk_too_large")
        .containsEntry("max_chunk_bytes", 1000L);
    assertThat(calls.error("upload_text", "filename", "a", "text", "x".repeat(1001)))
        .containsEntry("error", "chunk_too_large");
  }

  @Test
  void textIsStoredInOneCallAndOnceForAKey() {
    Map<String, Object> first =
        calls.facts("upload_text", "filename", "a", "text", "hello", "idempotency_key", "k");
    Map<String, Object> again =
        calls.facts("upload_text", "filename", "a", "text", "hello", "idempotency_key", "k");
    assertThat(again)
        .containsEntry("file_id", first.get("file_id"))
        .containsEntry("status", "complete");
    assertThat(calls.error("upload_text", "filename", "a", "text", "other", "idempotency_key", "k"))
        .containsEntry("error", "idempotency_key_reused");
    assertThat((List<?>) calls.facts("file_list").get("files")).hasSize(1);
  }

  @Test
  void emptyTextIsAnEmptyFile() {
    assertThat(calls.facts("upload_text", "filename", "a", "text", ""))
        .containsEntry("status", "complete")
        .containsEntry("size", 0L);
  }

  @Test
  void wrongSizeAtTheEndLeavesTheUploadOpen() {
    String id = calls.create();
    calls.facts("upload_append", "file_id", id, "offset", 0, "data", "aGVs");
    assertThat(calls.error("upload_complete", "file_id", id, "size", 5))
        .containsEntry("error", "size_mismatch")
        .containsEntry("next_offset", 3L);
    assertThat(calls.error("upload_complete", "file_id", id, "size", 2).get("next"))
        .isEqualTo(
            Map.of(
                "tool",
                "upload_rewind",
                "arguments",
                Map.of("file_id", id, "to_size", 2L, "if_size", 3L)));
  }

  @Test
  void chunksAreTakenBackAndCancellingMayBeRepeated() {
    String id = calls.create();
    calls.facts("upload_append", "file_id", id, "offset", 0, "data", "aGVs");
    assertThat(calls.error("upload_rewind", "file_id", id, "to_size", 0, "if_size", 5))
        .containsEntry("field", "if_size");
    assertThat(calls.facts("upload_rewind", "file_id", id, "to_size", 0, "if_size", 3))
        .containsEntry("size", 0L);
    assertThat(calls.facts("upload_cancel", "file_id", id)).containsEntry("status", "gone");
    assertThat(calls.facts("upload_cancel", "file_id", id)).containsEntry("status", "gone");
    assertThat(calls.error("upload_status", "file_id", id)).containsEntry("error", "gone");
  }

  @Test
  void foreignFileIsNotThere() {
    String id = calls.create();
    Map<String, Object> foreign = calls.as(Samples.BOB).error("upload_status", "file_id", id);
    assertThat(foreign).containsEntry("error", "not_found");
    assertThat(foreign)
        .isEqualTo(calls.error("upload_status", "file_id", "0".repeat(32)))
        .isEqualTo(calls.error("upload_status", "file_id", "no id"));
  }

  @Test
  void filesAreListedPageByPage() {
    calls.create();
    calls.create();
    Map<String, Object> page = calls.facts("file_list", "limit", 1);
    assertThat(page).containsEntry("has_more", true);
    assertThat(calls.facts("file_list", "limit", 1, "after", page.get("next")))
        .containsEntry("has_more", false);
    assertThat(calls.error("file_list", "after", "!")).containsEntry("error", "invalid_field");
  }

  @ParameterizedTest
  @CsvSource({"0,4,utf8,h\u00f6x", "0,2,utf8,h", "1,1,base64,ww==", "3,9,utf8,x", "4,9,utf8,''"})
  void textIsCutWhereACharacterEnds(int offset, int length, String encoding, String data) {
    String id = calls.create();
    calls.facts(
        "upload_append", "file_id", id, "offset", 0, "encoding", "utf8", "data", "h\u00f6x");
    Map<String, Object> read =
        calls.facts("file_read", "file_id", id, "offset", offset, "length", length);
    assertThat(read).containsEntry("encoding", encoding).containsEntry("data", data);
  }

  /** So that no client cuts the answer, which would take bytes away without a word. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "\n", "\"", "\u0001", "\u00e4", "\ud83d\ude00", "a\"b\\c\n"})
  void answerOfNoStatedLengthStaysBelowWhatClientsCut(String unit) {
    String text = unit.repeat(20_000 / unit.length());
    McpCalls large = new McpCalls();
    String id = (String) large.facts("upload_text", "filename", "a", "text", text).get("file_id");
    StringBuilder all = new StringBuilder();
    Map<String, Object> read;
    long offset = 0;
    do {
      Map<String, Object> result = large.call("file_read", "file_id", id, "offset", offset);
      assertThat(McpCalls.text(result).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(9_000);
      read = McpCalls.structured(result);
      all.append(read.get("data"));
      offset = (Long) McpCalls.require(read, "next_offset");
    } while (Boolean.FALSE.equals(read.get("eof")));
    assertThat(all.toString()).isEqualTo(text);
  }

  @Test
  void bytesOfNoStatedLengthAreAsLongInBase64() {
    McpCalls large = new McpCalls();
    String id = large.create();
    String data = Base64.getEncoder().encodeToString(HexFormat.of().parseHex("ff".repeat(9000)));
    large.facts("upload_append", "file_id", id, "offset", 0, "encoding", "base64", "data", data);
    assertThat(large.facts("file_read", "file_id", id)).containsEntry("next_offset", 6144L);
    assertThat(large.facts("file_read", "file_id", id, "length", 9000))
        .containsEntry("data", data)
        .containsEntry("eof", true);
  }

  @Test
  void listOfFilesIsShort() {
    McpCalls many = new McpCalls();
    for (int i = 0; i < 11; i++) {
      many.create();
    }
    Map<String, Object> result = many.call("file_list");
    assertThat(McpCalls.structured(result)).containsEntry("has_more", true);
    assertThat(McpCalls.objects(McpCalls.structured(result), "files")).hasSize(10);
    assertThat(McpCalls.text(result)).hasSizeLessThan(2_500);
  }

  @Test
  void bytesThatAreNoTextAreReadInBase64() {
    String id = calls.create();
    calls.facts("upload_append", "file_id", id, "offset", 0, "data", "//79");
    assertThat(calls.facts("file_read", "file_id", id))
        .containsEntry("encoding", "base64")
        .containsEntry("data", "//79");
    assertThat(calls.error("file_read", "file_id", id, "offset", 4))
        .containsEntry("error", "invalid_field");
  }
}
