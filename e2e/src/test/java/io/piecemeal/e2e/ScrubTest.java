package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.application.port.in.ScrubFiles;
import io.piecemeal.domain.access.KeyLabel;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.e2e.ObjectsOnDisk.StoredObject;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Bytes that went bad on the disk are found, told, and not given out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScrubTest {

  private final Path data = TestService.newDataDirectory();
  private InProcessService service;
  private Caller alice;

  @BeforeAll
  void start() {
    service = TestService.alone(data, "--scrub-rate=0");
    alice = new Caller(service.port(), TestService.ALICE);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void aFlippedByteIsFoundWhereverItIsAndHealsWithTheByte() throws Exception {
    byte[] large = Bytes.patterned(1_000_000);
    String whole = alice.openWith(Bytes.utf8("whole"));
    Set<StoredObject> before = ObjectsOnDisk.in(data);
    byte[] small = Bytes.patterned(20_000);
    String inFile = alice.openWith(small, large);
    String inSegment = alice.openWith(small);
    String inLedger = alice.openWith(Bytes.utf8("third"));
    CommandProcess.Result clean = scrub();
    assertThat(clean.exitCode()).isZero();
    assertThat(clean.output()).contains("; 0 damaged,");

    flipAll(before);
    flip(inLedger);
    CommandProcess.Result found = scrub();
    assertThat(found.exitCode()).isEqualTo(1);
    assertThat(found.output())
        .containsPattern("damaged +" + inFile + " +offset 0 .*CRC32C")
        .containsPattern("damaged +" + inSegment + " +offset 0 .*CRC32C")
        .containsPattern("damaged +" + inLedger + " +offset 0 .*CRC32C")
        .contains("; 3 damaged,")
        .doesNotContain(whole);
    alice.content(inFile).isProblem(500, "damaged");
    alice.content(inSegment, "Range", "bytes=0-1").isProblem(500, "damaged");
    alice.head("/files/" + inFile + "/content").is(500);
    alice.find(inFile).is(200).has("size", large.length + small.length);
    assertThat(alice.bytes(whole)).asString().isEqualTo("whole");

    flipAll(before);
    flip(inLedger);
    assertThat(scrub().exitCode()).isZero();
    assertThat(alice.bytes(inFile)).hasSize(large.length + small.length);
    assertThat(alice.bytes(inSegment)).isEqualTo(small);
    assertThat(alice.bytes(inLedger)).asString().isEqualTo("third");
  }

  @Test
  void aServiceThatRunsTellsWhatItRead() throws Exception {
    KeyTerms terms =
        new KeyTerms(new Owner("operator"), KeyLabel.NONE, Set.of(Scope.ADMIN), Optional.empty());
    String key = service.bean(ManageKeys.class).create(terms).token().reveal();
    Caller admin = new Caller(service.port(), key);
    Answer before = admin.get("/admin/scrub").is(200);
    String id = alice.openWith(Bytes.utf8("hello"));
    ScrubFiles scrub = service.bean(ScrubFiles.class);
    Optional<FileId> last = Optional.empty();
    long read = 0;
    Optional<ScrubFiles.Scrubbed> next = scrub.scrubNext(last, _ -> {});
    while (next.isPresent()) {
      read++;
      last = next.map(ScrubFiles.Scrubbed::file);
      next = scrub.scrubNext(last, _ -> {});
    }
    Answer after = admin.get("/admin/scrub").is(200).has("files", before.number("files") + read);
    assertThat(after.number("bytes")).isGreaterThanOrEqualTo(before.number("bytes") + 5);
    assertThat(after.json()).containsKeys("finished_at", "shard", "shards");
    assertThat(after.json().get("last"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("file_id", last.orElseThrow().value())
        .containsEntry("verdict", "whole");
    alice.delete("/files/" + id).is(204);
    alice.get("/admin/scrub").isProblem(403, "forbidden").has("needed_scope", "admin");

    String url = "--url=http://127.0.0.1:" + service.port();
    CommandProcess.Result shown =
        new CommandProcess(List.of("scrub", "status", url), Map.of("PIECEMEAL_ADMIN_KEY", key))
            .run();
    assertThat(shown.exitCode()).as("%s", shown).isZero();
    assertThat(shown.output())
        .contains("read %d files".formatted(after.number("files")), last.orElseThrow().value())
        .contains(" of 4096");
  }

  /** The last byte of every object that was not there before. */
  private void flipAll(Set<StoredObject> before) throws Exception {
    for (StoredObject object : ObjectsOnDisk.in(data)) {
      if (!before.contains(object)) {
        flip(object);
      }
    }
  }

  /** The first byte of a file that the ledger keeps. */
  private void flip(String inLedger) {
    Sql.of(service)
        .update(
            "UPDATE chunk SET bytes = set_byte(bytes, 0, get_byte(bytes, 0) # 1) WHERE file_id = ?",
            inLedger);
  }

  private static void flip(StoredObject object) throws Exception {
    try (FileChannel file =
        FileChannel.open(object.file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      boolean record = !object.file().toString().contains("/objects/");
      long place = record ? object.position() + 12 : file.size() - 1;
      ByteBuffer bytes = ByteBuffer.allocate(1);
      file.read(bytes, place);
      bytes.put(0, (byte) (bytes.get(0) ^ 1));
      file.write(bytes.flip(), place);
    }
  }

  private CommandProcess.Result scrub() throws Exception {
    return new CommandProcess(List.of("scrub", "--data-dir=" + data), Map.of()).run();
  }
}
