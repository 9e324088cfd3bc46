package io.piecemeal.adapters.mcp.server;

import static io.piecemeal.adapters.mcp.server.McpLinesTest.line;
import static io.piecemeal.adapters.mcp.server.McpLinesTest.printed;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.adapters.mcp.chunk.TextChunk;
import io.piecemeal.adapters.mcp.lines.LineAppend;
import io.piecemeal.application.port.in.AppendChunk.AppendCommand;
import io.piecemeal.application.port.in.RewindUpload.RewindCommand;
import io.piecemeal.chunk.codec.ChunkText;
import io.piecemeal.chunk.codec.Encoding;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.testkit.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Lines are of one version of a file, and have one place in it. */
class McpHeldLinesTest {

  private static final int BYTES = 57;

  private final McpCalls calls = new McpCalls();
  private final String id = calls.create();

  /** A file of lines of one letter each. */
  private static List<Map<String, Object>> version(String letters) {
    return printed(bytes(letters));
  }

  private static byte[] bytes(String letters) {
    StringBuilder all = new StringBuilder();
    letters.chars().forEach(letter -> all.append(Character.toString(letter).repeat(BYTES)));
    return all.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private Map<String, Object> send(Map<String, Object> line) {
    return send(List.of(line));
  }

  private Map<String, Object> send(List<Map<String, Object>> lines) {
    return calls.facts("upload_append", "file_id", id, "offset", 0, "lines", lines);
  }

  private Map<String, Object> refusal(List<Map<String, Object>> lines) {
    return calls.error("upload_append", "file_id", id, "offset", 0, "lines", lines);
  }

  /** What another node, or another of the interfaces, does to the file. */
  private void appendElsewhere(String bytes) throws IOException {
    calls.parts.append.append(
        new AppendCommand(
            Samples.ALICE,
            FileId.parse(id).orElseThrow(),
            new TextChunk(ChunkText.of(bytes), Encoding.UTF8, ChunkTerms.NONE),
            Optional.empty()));
  }

  private void rewindElsewhere(long size) {
    calls.parts.rewind.rewind(
        new RewindCommand(
            Samples.ALICE, FileId.parse(id).orElseThrow(), ByteCount.ZERO, new ByteCount(size)));
  }

  private byte[] stored() {
    Object data =
        McpCalls.require(
            calls.facts("file_read", "file_id", id, "length", 65536, "encoding", "base64"), "data");
    return Base64.getDecoder().decode((String) data);
  }

  private Map<String, Object> status() {
    return calls.facts("upload_status", "file_id", id);
  }

  private void sendOldWithThirdDamaged() {
    List<Map<String, Object>> old = new ArrayList<>(version("abcde"));
    Object data = McpCalls.require(old.get(2), "data");
    old.set(2, Map.of("n", 3, "data", data, "check", "000000"));
    assertThat(send(old)).containsEntry("size", 2L * BYTES).containsEntry("lines_held", 2);
  }

  private void sendsTheNewOne() {
    List<Map<String, Object>> changed = version("ABCDE");
    assertThat(send(changed.subList(0, 3)))
        .containsEntry("size", 3L * BYTES)
        .containsEntry("next_line", 4)
        .containsEntry("lines_held", 0)
        .containsEntry("lines_dropped", List.of(4, 5));
    assertThat(send(changed.subList(3, 5)))
        .containsEntry("size", 5L * BYTES)
        .doesNotContainKey("lines_dropped");
    assertThat(stored()).isEqualTo(bytes("ABCDE"));
  }

  @Test
  void aRewindDropsLinesOfTheVersionBeforeIt() {
    sendOldWithThirdDamaged();
    calls.facts("upload_rewind", "file_id", id, "to_size", 0, "if_size", 2 * BYTES);

    sendsTheNewOne();
  }

  @Test
  void soDoesARewindElsewhere() {
    sendOldWithThirdDamaged();
    rewindElsewhere(2L * BYTES);

    sendsTheNewOne();
  }

  /** The size alone does not tell. */
  @Test
  void soDoesARewindToWhichAsManyOtherBytesWereSent() throws IOException {
    sendOldWithThirdDamaged();
    rewindElsewhere(2L * BYTES);
    appendElsewhere("A".repeat(BYTES) + "B".repeat(BYTES));

    sendsTheNewOne();
  }

  /** Of a file of no bytes there is nothing to take back, but its agent begins anew. */
  @Test
  void soDoesARewindOfNothing() {
    send(version("abc").get(1));
    calls.facts("upload_rewind", "file_id", id, "to_size", 0, "if_size", 0);

    assertThat(send(version("ABC").getFirst()))
        .containsEntry("size", 1L * BYTES)
        .containsEntry("lines_dropped", List.of(2));
  }

  @Test
  void bytesFromElsewhereDropLinesThatWaitedForOthers() throws IOException {
    sendOldWithThirdDamaged();
    appendElsewhere("C".repeat(BYTES));

    assertThat(send(version("abCDe").get(4)))
        .containsEntry("size", 3L * BYTES)
        .containsEntry("lines_needed", List.of(4))
        .containsEntry("lines_held", 1)
        .containsEntry("lines_dropped", List.of(4));
  }

  @Test
  void aLineWithOtherBytesDropsTheOnesThatWaitedWithIt() {
    send(version("abcdef").subList(1, 6));

    assertThat(send(version("ABC").subList(1, 3)))
        .containsEntry("lines_held", 2)
        .containsEntry("lines_dropped", List.of(4, 5, 6));
    assertThat(send(version("ABC").getFirst())).containsEntry("size", 3L * BYTES);
    assertThat(stored()).isEqualTo(bytes("ABC"));
  }

  @Test
  void aLastLineBeforeOthersThatWaitDropsThem() {
    send(version("abcd").subList(1, 4));

    assertThat(send(line(3, "aGVsbG8=")))
        .containsEntry("lines_needed", List.of(1, 2))
        .containsEntry("lines_dropped", List.of(2, 4));
  }

  @Test
  void aLineBehindALastOneThatWaitsDropsIt() {
    send(line(3, "aGVsbG8="));

    assertThat(send(version("abcd").get(3)))
        .containsEntry("lines_held", 1)
        .containsEntry("lines_dropped", List.of(3));
  }

  /** Else it would be asked for again for ever. */
  @Test
  void aLineThatWasPrintedOtherwiseIsNotAskedForAgain() {
    String tooLong = Base64.getEncoder().encodeToString(bytes("ab"));
    for (String data : List.of("-_-_", tooLong, "", "aGVsbG8")) {
      assertThat(refusal(List.of(line(1, data))))
          .containsEntry("error", "invalid_field")
          .containsEntry("field", "lines")
          .asString()
          .contains("line 1 is as it was printed, but not Base64 of 1 to 57 bytes");
    }
  }

  @Test
  void ofTwoLinesWithOneNumberNoneIsTaken() {
    assertThat(refusal(List.of(version("a").getFirst(), version("A").getFirst())))
        .containsEntry("error", "invalid_field")
        .containsEntry("field", "lines");
    assertThat(status()).containsEntry("size", 0L);
    assertThat(send(List.of(version("a").getFirst(), version("a").getFirst())))
        .containsEntry("size", 1L * BYTES);
  }

  /** What the schema allows is not refused for its names and values. */
  @Test
  void asManyLinesAsTheSchemaNamesAreTaken() {
    assertThat(send(version("a".repeat(LineAppend.MOST_LINES))))
        .containsEntry("next_line", LineAppend.MOST_LINES + 1);
  }

  /** No more than is held is said to be held. */
  @Test
  void linesThatAreTooManyAreSaidToBeDropped() {
    List<Map<String, Object>> all = version("a".repeat(1201));
    send(all.subList(1, 401));
    assertThat(send(all.subList(401, 801))).containsEntry("lines_held", 800);

    Map<String, Object> answer = send(all.subList(801, 1201));

    assertThat(answer).containsEntry("lines_held", 1024);
    assertThat(McpCalls.require(answer, "lines_dropped"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(100)
        .startsWith(1026, 1027);
    assertThat(send(all.getFirst())).containsEntry("size", 1025L * BYTES);
  }

  @Test
  void aStoredLineIsComparedAndRefusedAsTheSameDataIs() {
    send(version("ab"));

    Map<String, Object> error = refusal(List.of(version("A").getFirst()));

    assertThat(error)
        .containsEntry("error", "offset_mismatch")
        .containsEntry("bytes_differ", true)
        .containsEntry("size", 2L * BYTES);
    Map<String, Object> byData =
        calls.error(
            "upload_append",
            "file_id",
            id,
            "offset",
            0,
            "encoding",
            "utf8",
            "data",
            "A".repeat(BYTES));
    assertThat(error).isEqualTo(byData);
    assertThat(stored()).isEqualTo(bytes("ab"));
  }

  /** Nothing of a call is stored of which one line is refused. */
  @Test
  void oneStoredLineThatDiffersRefusesAll() {
    send(version("abcd"));
    List<Map<String, Object>> changed = version("abcDefg");

    assertThat(refusal(List.of(changed.get(0), changed.get(3), changed.get(4), changed.get(6))))
        .containsEntry("bytes_differ", true)
        .asString()
        .contains("offset 171");
    assertThat(status()).containsEntry("size", 4L * BYTES);
    assertThat(send(version("abcdefg").subList(1, 6))).containsEntry("lines_held", 0);
  }

  @Test
  void aLastLineThatTheFileGoesOnBehindIsRefused() {
    send(version("ab"));

    assertThat(refusal(List.of(line(1, "YWFh")))).containsEntry("bytes_differ", true);
  }

  @Test
  void aLineHasItsPlaceBehindThoseBeforeIt() throws IOException {
    send(version("ab").get(1));
    appendElsewhere("ABC");

    assertThat(refusal(version("ab").subList(0, 1)))
        .containsEntry("error", "offset_mismatch")
        .containsEntry("bytes_differ", true)
        .containsEntry("size", 3L);
    assertThat(refusal(version("ab").subList(1, 2)))
        .containsEntry("error", "offset_mismatch")
        .containsEntry("size", 3L);
    assertThat(stored()).isEqualTo("ABC".getBytes(StandardCharsets.US_ASCII));
  }

  /** Its beginning alone is not the line. */
  @Test
  void aLineOfWhichTheFileHasTheBeginningIsRefused() throws IOException {
    appendElsewhere("aaa");

    Map<String, Object> error = refusal(version("ab"));

    assertThat(error).containsEntry("error", "offset_mismatch").containsEntry("size", 3L);
    assertThat(McpCalls.object(error, "next"))
        .containsEntry("tool", "upload_rewind")
        .containsEntry("arguments", Map.of("file_id", id, "to_size", 0L, "if_size", 3L));
    assertThat(stored()).hasSize(3);
  }

  @Test
  void lineOneDoesNotBeginBehindTheEnd() {
    Map<String, Object> error =
        calls.error("upload_append", "file_id", id, "offset", 57, "lines", version("a"));

    assertThat(error).containsEntry("error", "offset_mismatch").containsEntry("next_offset", 0L);
    assertThat(McpCalls.require(error, "text"))
        .asString()
        .contains("Next call, with lines added: upload_append")
        .contains("\"offset\":0");
  }

  @Test
  void aCompleteFileTakesTheSameLinesAgainAndNoOthers() {
    send(version("ab"));
    calls.facts("upload_complete", "file_id", id, "size", 2 * BYTES);

    assertThat(send(version("ab"))).containsEntry("next_line", 3);
    assertThat(refusal(version("Ab"))).containsEntry("bytes_differ", true);
    assertThat(refusal(version("abcd").subList(3, 4))).containsEntry("error", "upload_complete");
  }

  /** Some agents make several calls at a time. */
  @Test
  void callsAtTheSameTimeLoseNothing() throws Exception {
    List<Map<String, Object>> all = version("abcdefghijklmnopqrstuvwxyz".repeat(10));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Map<String, Object>>> answers = new ArrayList<>();
      for (int from = 0; from < all.size(); from += 20) {
        List<Map<String, Object>> part = all.subList(from, from + 20);
        answers.add(threads.submit(() -> send(part)));
      }
      for (Future<Map<String, Object>> answer : answers) {
        assertThat(answer.get()).doesNotContainKey("lines_dropped");
      }
    }
    assertThat(status()).containsEntry("size", (long) all.size() * BYTES);
    assertThat(stored()).isEqualTo(bytes("abcdefghijklmnopqrstuvwxyz".repeat(10)));
  }
}
