package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.CompactFiles;
import io.piecemeal.application.port.in.CompactFiles.Step;
import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.in.SweepFiles;
import io.piecemeal.e2e.ObjectsOnDisk.StoredObject;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Complete files of many small chunks become one object; a caller sees that in the ledger only. */
class CompactionTest {

  private static final int CHUNK = 20_000;
  private static final int CHUNKS = 20;
  private static final int SIZE = CHUNK * CHUNKS;
  private static final Duration SOON = Duration.ofMinutes(5);

  private static final String DUE =
      "SELECT count(*) FROM file WHERE file_id = ? AND compact_at IS NOT NULL";

  private final Caller alice = Caller.alice();
  private final byte[] bytes = Bytes.patterned(SIZE);

  private String filled(int chunks) {
    String id = alice.open();
    for (int i = 0; i < chunks; i++) {
      alice.append(id, Bytes.cut(bytes, i * CHUNK, (i + 1) * CHUNK), "offset", i * CHUNK).is(200);
    }
    return id;
  }

  private void complete(String id) {
    alice.post("/uploads/" + id + "/complete", "{}").is(200);
  }

  private String completed(int chunks) {
    String id = filled(chunks);
    complete(id);
    return id;
  }

  /** Files of other tests may be due before it. */
  private void compact(String id) throws Exception {
    CompactFiles compact = TestService.service().bean(CompactFiles.class);
    Await.until(
        "it is one object",
        SOON,
        () -> {
          Step _ = compact.compact(Pace.UNLIMITED);
          return isOneObject(id);
        });
  }

  private boolean isOneObject(String id) {
    return chunks(id).size() == 1;
  }

  private static void sweepAll(InProcessService service) {
    SweepFiles sweep = service.bean(SweepFiles.class);
    assertThat(Stream.generate(sweep::sweep).takeWhile(SweepFiles.Swept::didAnything)).isNotEmpty();
  }

  @Test
  void callerSeesTheSameFileAsBefore() throws Exception {
    String id = completed(CHUNKS);
    Answer before = alice.find(id);
    Answer content = alice.content(id);
    compact(id);

    assertThat(chunks(id))
        .singleElement()
        .satisfies(
            chunk -> assertThat(chunk).containsEntry("offset", 0).containsEntry("size", SIZE));
    assertThat(alice.find(id).body()).isEqualTo(before.body());
    assertThat(before.body()).contains("\"chunks\":20");
    assertThat(alice.bytes(id)).isEqualTo(bytes);
    for (String header : new String[] {"ETag", "Last-Modified", "Content-Length"}) {
      assertThat(alice.content(id).header(header)).isEqualTo(content.header(header));
    }
    alice.content(id, "If-None-Match", content.header("ETag").orElseThrow()).is(304);
  }

  @Test
  void rangesOverOldBoundariesAreTheSameBytes() throws Exception {
    String id = completed(CHUNKS);
    compact(id);

    for (int boundary = CHUNK; boundary < SIZE; boundary += CHUNK) {
      int first = boundary - 3;
      int last = boundary + CHUNK / 2;
      Answer part = alice.content(id, "Range", "bytes=%d-%d".formatted(first, last)).is(206);
      assertThat(part.bytes()).isEqualTo(Bytes.cut(bytes, first, Math.min(SIZE, last + 1)));
    }
  }

  @Test
  void chunksAreStillRecognisedWhenTheyComeAgain() throws Exception {
    String id = completed(CHUNKS);
    compact(id);

    for (int i : new int[] {0, 7, CHUNKS - 1}) {
      byte[] chunk = Bytes.cut(bytes, i * CHUNK, (i + 1) * CHUNK);
      alice.append(id, chunk, "offset", i * CHUNK).is(200).has("replayed", true);
    }
    alice.append(id, Bytes.utf8("other"), "offset", 0).isProblem(409, "offset-mismatch");
    alice.post("/uploads/" + id + "/complete", "{}").is(200).has("chunks", CHUNKS);
  }

  @Test
  void objectsOfTheChunksGoAfterTheDelayAndTheFileStays() throws Exception {
    Set<StoredObject> others = ObjectsOnDisk.ofTestService();
    String id = filled(CHUNKS);
    Set<StoredObject> before = new HashSet<>(ObjectsOnDisk.ofTestService());
    before.removeAll(others);
    assertThat(before).hasSize(CHUNKS);
    complete(id);
    compact(id);
    assertThat(ObjectsOnDisk.ofTestService()).as("within the delay").containsAll(before);

    try (InProcessService prompt = TestService.beside("--delete-delay=0s")) {
      sweepAll(prompt);
    }

    assertThat(ObjectsOnDisk.ofTestService())
        .as("after the delay")
        .doesNotContainAnyElementsOf(before);
    assertThat(alice.bytes(id)).isEqualTo(bytes);
  }

  @Test
  void downloadThatBeganBeforeIsFinished() throws Exception {
    String id = completed(CHUNKS);
    HttpRequest request = alice.request("/files/" + id + "/content").build();
    HttpResponse<InputStream> response = Caller.CLIENT.send(request, BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      assertThat(in.readNBytes(CHUNK)).isEqualTo(Bytes.cut(bytes, 0, CHUNK));
      compact(id);
      assertThat(in.readAllBytes()).isEqualTo(Bytes.cut(bytes, CHUNK, SIZE));
    }
  }

  @Test
  void fileOfFewChunksStaysInThem() throws Exception {
    String few = completed(15);
    CompactFiles compact = TestService.service().bean(CompactFiles.class);
    Await.until(
        "it was looked at",
        SOON,
        () -> {
          Step _ = compact.compact(Pace.UNLIMITED);
          return TestService.sql().number(DUE, few) == 0;
        });

    assertThat(chunks(few)).hasSize(15);
  }

  @Test
  void fewerChunksCanBeEnoughAndNoneWhereItIsOff() throws Exception {
    String id = completed(3);
    try (InProcessService off = TestService.beside("--compact-chunks=0")) {
      assertThat(off.bean(CompactFiles.class).compact(Pace.UNLIMITED)).isEqualTo(Step.NOTHING_DUE);
      assertThat(chunks(id)).hasSize(3);
    }
    try (InProcessService eager = TestService.beside("--compact-chunks=3")) {
      CompactFiles compact = eager.bean(CompactFiles.class);
      Await.until("it is one object", SOON, () -> isOneObject(id) || compactsIfDue(compact, id));
    }
  }

  /** It is made due, since the service that all tests share may have passed it. */
  private boolean compactsIfDue(CompactFiles compact, String id) {
    TestService.sql().update("UPDATE file SET compact_at = now() WHERE file_id = ?", id);
    return compact.compact(Pace.UNLIMITED) == Step.COMPACTED && isOneObject(id);
  }

  private List<Map<String, Object>> chunks(String id) {
    return alice.get("/uploads/" + id + "/chunks").is(200).data();
  }
}
