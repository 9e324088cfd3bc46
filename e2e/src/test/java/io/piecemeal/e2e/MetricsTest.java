package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.bootstrap.sight.Figures;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a scrape says after requests that are known. */
class MetricsTest {

  private final Caller alice = Caller.alice();
  private final Scrape before = measured();

  private Scrape measured() {
    TestService.service().bean(Figures.class).refresh();
    return Scrape.of(alice);
  }

  private void assertMore(double expected, String sample) {
    assertThat(Scrape.of(alice).since(before, sample)).as(sample).isEqualTo(expected);
  }

  private static String chunks(String dialect, String outcome) {
    return "piecemeal_chunks_total{dialect=\"%s\",outcome=\"%s\"}".formatted(dialect, outcome);
  }

  private static String bytes(String dialect, String outcome) {
    return "piecemeal_chunk_bytes_total{dialect=\"%s\",outcome=\"%s\"}".formatted(dialect, outcome);
  }

  private static String stage(String stage) {
    return "piecemeal_append_stage_seconds_count{stage=\"%s\"}".formatted(stage);
  }

  @Test
  void chunksAreCountedByDialectAndOutcome() {
    String id = alice.open();
    alice.append(id, Bytes.patterned(100_000)).is(200);
    alice.append(id, Bytes.utf8("four")).is(200);
    alice.append(id, Bytes.utf8("four"), "offset", 100_000).is(200).has("replayed", true);
    alice.append(id, Bytes.utf8("five5"), "offset", 7).isProblem(409, "offset-mismatch");
    alice.put("/uploads/" + id, "{").isProblem(400, "invalid-json");

    assertMore(2, chunks("json", "kept"));
    assertMore(100_004, bytes("json", "kept"));
    assertMore(1, chunks("json", "replayed"));
    assertMore(4, bytes("json", "replayed"));
    assertMore(2, chunks("json", "refused"));
    assertMore(0, bytes("json", "refused"));
    assertMore(0, chunks("json", "broken_off"));
    assertMore(1, "piecemeal_problems_total{code=\"offset-mismatch\"}");
  }

  /** The last two of four were refused: one before the stage had all of it. */
  @Test
  void stagesAreTimedAndBatchesMeasured() {
    String id = alice.open();
    alice.append(id, Bytes.patterned(100_000)).is(200);
    alice.append(id, Bytes.utf8("four")).is(200);
    alice.append(id, Bytes.utf8("five5"), "offset", 7).isProblem(409, "offset-mismatch");
    alice.put("/uploads/" + id, "{").isProblem(400, "invalid-json");

    assertMore(3, stage("receive"));
    // The short one is in the ledger, whose commit is its only sync.
    assertMore(1, stage("sync"));
    assertMore(2, stage("commit"));
    assertMore(2, "piecemeal_batch_size_sum{stage=\"commit\"}");
    assertMore(2, "piecemeal_append_stage_seconds_bucket{stage=\"commit\",le=\"60.0\"}");
  }

  @Test
  void formsTicketsAndToolsAreCountedEachInTheirDialect() {
    alice.store(Multipart.TYPE, Multipart.of("a.txt", Bytes.utf8("in a form"))).is(201);
    String id = alice.open();
    String url = alice.post("/uploads/" + id + "/ticket", "{}").is(201).text("url");
    alice
        .send(
            alice
                .anonymous(url.substring(alice.baseUrl().length()))
                .PUT(BodyPublishers.ofString("by ticket")))
        .is(200);
    McpCaller agent = McpCaller.alice();
    String other = agent.create();
    agent.facts(
        "upload_append", "file_id", other, "offset", 0, "encoding", "utf8", "data", "agent");
    agent.trouble(
        "upload_append", "file_id", other, "offset", 9, "encoding", "utf8", "data", "agent");

    assertMore(1, chunks("form", "kept"));
    assertMore(9, bytes("form", "kept"));
    assertMore(1, chunks("ticket", "kept"));
    assertMore(9, bytes("ticket", "kept"));
    assertMore(1, "piecemeal_tickets_total{event=\"issued\"}");
    assertMore(1, "piecemeal_tickets_total{event=\"used\"}");
    assertMore(1, chunks("mcp", "kept"));
    assertMore(5, bytes("mcp", "kept"));
    assertMore(1, chunks("mcp", "refused"));
    assertThat(Scrape.of(alice).value("piecemeal_tool_errors_total{code=\"offset_mismatch\"}"))
        .isPositive();
  }

  /** Its connection is in order, so an operator is not to look there. */
  @Test
  void aBodyWithAnotherChecksumIsRefusedAndNotBrokenOff() throws IOException {
    String md5 = "md5 " + Base64.getEncoder().encodeToString(new byte[16]);
    String sha256 = "sha-256=:%s:".formatted(Base64.getEncoder().encodeToString(new byte[32]));
    String type = "application/offset+octet-stream";

    assertThat(
            statusOfPost(
                "/tus",
                List.of("Tus-Resumable", "1.0.0", "Content-Type", type),
                List.of("Upload-Length", "3", "Upload-Checksum", md5)))
        .isEqualTo(460);
    assertThat(
            statusOfPost(
                "/rufh", List.of("Upload-Complete", "?1"), List.of("Content-Digest", sha256)))
        .isEqualTo(400);

    for (String dialect : List.of("tus", "ietf")) {
      assertMore(1, chunks(dialect, "refused"));
      assertMore(0, chunks(dialect, "broken_off"));
    }
  }

  private int statusOfPost(String path, List<String> protocol, List<String> ofUpload)
      throws IOException {
    List<String> fields = new ArrayList<>(List.of("Authorization", "Bearer " + alice.key()));
    fields.addAll(protocol);
    fields.addAll(ofUpload);
    fields.addAll(List.of("Content-Length", "3"));
    try (HttpSocket socket = new HttpSocket(TestService.port())) {
      return socket.head("POST", path, fields.toArray(String[]::new)).send("abc").answer().status();
    }
  }

  @Test
  void whatIsStoredIsToldOfAllOwnersTogether() {
    alice.open();
    String complete = alice.openWith(Bytes.patterned(10_000));
    alice.post("/uploads/" + complete + "/complete", "{}").is(200);

    measured();

    assertMore(1, "piecemeal_files{state=\"open\"}");
    assertMore(1, "piecemeal_files{state=\"complete\"}");
    assertMore(0, "piecemeal_files{state=\"damaged\"}");
    assertMore(2 * 4096 + 10_000, "piecemeal_stored_bytes");
  }

  @Test
  void stateOfTheServiceIsTold() {
    Scrape now = measured();

    assertThat(now.value("piecemeal_up{dependency=\"database\"}")).isEqualTo(1);
    assertThat(now.value("piecemeal_up{dependency=\"storage\"}")).isEqualTo(1);
    assertThat(now.value("piecemeal_storage_read_only")).isZero();
    assertThat(now.value("piecemeal_collection_held")).isZero();
    assertThat(now.value("piecemeal_disk_free_bytes"))
        .isBetween(1.0, (double) TestService.dataDirectory().toFile().getTotalSpace());
    assertThat(now.value("piecemeal_disk_reserved_bytes")).isEqualTo(256L << 20);
    assertThat(now.samples().keySet())
        .anyMatch(
            sample -> sample.matches("piecemeal_build_info\\{java=\"25.*\",version=\"0\\..*\"}"));
  }

  @Test
  void noLabelHasACallersText() {
    alice.get("/files/mallory-was-here").is(404);
    alice.get("/nowhere/mallory-was-here").is(404);
    alice.post("/uploads", Json.of("filename", "mallory-was-here")).is(201);
    McpCaller.alice().ask("tools/list", Map.of());

    String text = alice.send(alice.anonymous("/metrics")).body();

    assertThat(text).doesNotContain("mallory", "alice", TestService.ALICE);
  }
}
