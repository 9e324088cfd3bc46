package io.piecemeal.application.upkeep;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.CompactFiles.Step;
import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.in.ScrubFiles.Scrubbed;
import io.piecemeal.application.port.in.ScrubFiles.Verdict;
import io.piecemeal.application.port.in.ScrubFiles.Verdict.Changed;
import io.piecemeal.application.port.in.ScrubFiles.Verdict.Damaged;
import io.piecemeal.application.port.in.ScrubFiles.Verdict.Whole;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.scene.TestBody;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.FaultyChunkStore.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are read through, and what is wrong with them is told and kept. */
final class ScrubFilesTest {

  private final Scene scene = new Scene();
  private final ScrubFilesService scrubber =
      new ScrubFilesService(scene.rows, scene.damages, scene.ledger, scene.store, scene.rows);

  @Test
  void filesThatAreWholeAreFoundWhole() {
    scene.filled("one ", "two");
    scene.open();
    scene.complete(scene.filled("three"));
    scene.delete(scene.filled("four"));

    assertThat(verdicts()).containsExactly(new Whole(), new Whole(), new Whole());
  }

  @Test
  void alteredBytesAreDamageAtTheirChunkAndAreNotGivenOutAnyMore() {
    StoredFile file = scene.filled("one ", "two ", "three");
    scene.observed.alter(scene.keys(file).get(1));

    assertThat(verdicts())
        .singleElement()
        .isInstanceOfSatisfying(
            Damaged.class,
            damaged -> {
              assertThat(damaged.offset()).isEqualTo(bytes(4));
              assertThat(damaged.what()).contains("CRC32C", scene.keys(file).get(1).hex());
            });
    assertThatThrownBy(() -> scene.readContent.open(ALICE, file.id()))
        .isInstanceOf(StorageFailure.Damaged.class);
    assertThat(scene.now(file)).isEqualTo(file);
  }

  @Test
  void aMissingObjectIsDamage() {
    StoredFile file = scene.filled("one ", "two");
    scene.objects.delete(List.of(scene.keys(file).getFirst()));

    assertThat(verdicts()).singleElement().isInstanceOf(Damaged.class);
  }

  @Test
  void bytesThatAreNotThoseOfADigestAreDamage() {
    StoredFile chunk = scene.open();
    scene.append(chunk, TestBody.of("one").digested(Scene.sha256("one")));
    assertThat(verdicts()).containsExactly(new Whole());
    scene.looks.falsifyChunks(chunks -> chunks.stream().map(ScrubFilesTest::misdigested).toList());

    assertThat(verdicts())
        .containsExactly(
            new Damaged(
                bytes(0),
                "object %s has SHA-256 %s"
                    .formatted(scene.keys(chunk).getFirst(), Scene.sha256("one"))));
  }

  private static Chunk misdigested(Chunk chunk) {
    ChunkObject object = chunk.object();
    return new Chunk(
        chunk.offset(),
        new ChunkObject(
            object.key(), object.length(), object.crc32c(), Optional.of(Scene.sha256("two"))),
        chunk.home(),
        chunk.createdAt());
  }

  @Test
  void aCompleteFileThatHasNotTheDigestItWasCompletedWithIsDamage() {
    StoredFile file = scene.filled("one ", "two");
    scene.rows.complete(file.requireOpen().complete(Scene.sha256("one six")));

    assertThat(verdicts())
        .containsExactly(
            new Damaged(
                bytes(7),
                "the file has SHA-256 %s, expected %s"
                    .formatted(Scene.sha256("one two"), Scene.sha256("one six"))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aChunkThatTheLedgerLostIsDamage(int lost) {
    StoredFile file = scene.filled("one ", "two ", "ten ");
    ByteCount offset = bytes(4L * lost);
    scene.looks.falsifyChunks(
        chunks -> chunks.stream().filter(chunk -> !chunk.offset().equals(offset)).toList());

    assertThat(verdicts()).containsExactly(new Damaged(offset, "the ledger has no chunk there"));
    assertThat(scene.rows.find(ALICE, file.id())).isEqualTo(new Lookup.Damaged(file));
  }

  @Test
  void aFileThatBecomesOneObjectWhileItIsReadIsNoDamage() {
    StoredFile file = scene.complete(scene.filled("one ", "two ", "three"));
    List<ObjectKey> before = scene.keys(file);
    CompactFilesService compact = Compacting.in(scene);
    Pace compacting =
        _ -> {
          if (compact.compact(Pace.UNLIMITED) == Step.COMPACTED) {
            scene.objects.delete(before);
          }
        };

    assertThat(scrubber.scrubNext(Optional.empty(), compacting).map(Scrubbed::verdict))
        .contains(new Changed());

    assertThat(verdicts()).containsExactly(new Whole());
  }

  @Test
  void aFileThatBecomesOneObjectBetweenPagesOfTheLedgerIsNoDamage() {
    scene.complete(scene.filled(Collections.nCopies(257, "7").toArray(String[]::new)));
    scene.looks.beforeChunks(2, () -> Compacting.in(scene).compact(Pace.UNLIMITED));

    assertThat(verdicts()).containsExactly(new Changed());

    assertThat(verdicts()).containsExactly(new Whole());
  }

  @Test
  void aFileThatWasRestoredIsGivenOutAgain() throws IOException {
    StoredFile file = scene.filled("one ", "two");
    scene.observed.alter(scene.keys(file).getFirst());
    verdicts();
    scene.observed.restore();

    assertThat(verdicts()).containsExactly(new Whole());
    assertThat(scene.readContent.open(ALICE, file.id()).file()).isEqualTo(file);
  }

  @Test
  void whereTheStoreIsNotTheOneThatTheLedgerKnowsDamageIsToldAndNotMarked() {
    StoredFile file = scene.filled("one ", "two");
    scene.highWater.advance();
    scene.storeMark.lose();
    scene.objects.delete(scene.keys(file));

    assertThat(verdicts()).singleElement().isInstanceOf(Damaged.class);
    assertThat(scene.rows.find(ALICE, file.id())).isEqualTo(new Lookup.Live(file));
  }

  @Test
  void aFileThatIsDeletedWhileItIsReadIsNoDamage() {
    StoredFile file = scene.filled("one ", "two");
    ObjectKey key = scene.keys(file).getFirst();
    scene.looks.beforeChunks(
        1,
        () -> {
          scene.rows.delete(ALICE, file.id());
          scene.objects.delete(List.of(key));
        });

    assertThat(verdicts()).containsExactly(new Changed());
  }

  @Test
  void aFileThatIsDeletedBeforeItsDamageIsMarkedIsNoDamage() {
    StoredFile file = scene.filled("one ", "two");
    scene.objects.delete(scene.keys(file));
    AtomicInteger looks = new AtomicInteger();
    scene.looks.falsifyChunks(
        chunks -> {
          if (looks.incrementAndGet() == 2) {
            scene.rows.delete(ALICE, file.id());
          }
          return chunks;
        });

    assertThat(verdicts()).containsExactly(new Changed());
  }

  @Test
  void aFileThatIsAppendedToWhileItIsReadIsFoundWhole() {
    StoredFile file = scene.filled("one ");
    scene.looks.beforeChunks(1, () -> scene.append(file, "two"));

    assertThat(verdicts()).containsExactly(new Whole());
  }

  @Test
  void thePaceIsToldOfAllThatIsRead() {
    scene.filled("one ", "two");
    AtomicLong read = new AtomicLong();

    scrubber.scrubNext(Optional.empty(), bytes -> read.addAndGet(bytes.value()));

    assertThat(read).hasValue(7);
  }

  @Test
  void aPaceThatThrowsEndsTheReadingAndNothingIsConcluded() {
    StoredFile file = scene.filled("one ", "two");
    RuntimeException stop = new IllegalStateException("the service stops");
    Pace ending =
        bytes -> {
          throw stop;
        };

    assertThatThrownBy(() -> scrubber.scrubNext(Optional.empty(), ending)).isSameAs(stop);

    assertThat(scene.rows.find(ALICE, file.id())).isEqualTo(new Lookup.Live(file));
  }

  @Test
  void aStoreThatCannotBeReadIsAnOutageAndNoDamage() {
    StorageFailure failure = new StorageFailure.Unavailable("injected");
    StoredFile file = scene.filled("one ");
    scene.store.failAt(1, Operation.OPEN, failure);

    assertThatThrownBy(() -> scrubber.scrubNext(Optional.empty(), Pace.UNLIMITED))
        .isSameAs(failure);

    assertThat(scene.rows.find(ALICE, file.id())).isEqualTo(new Lookup.Live(file));
  }

  @Test
  void aDownloadThatFindsDamageMarksTheFile() throws IOException {
    StoredFile file = scene.filled("one ", "two");
    scene.observed.alter(scene.keys(file).getFirst());
    ByteRange whole = new ByteRange(ByteCount.ZERO, file.size());
    try (InputStream in =
        Channels.newInputStream(scene.readContent.open(ALICE, file.id()).bytes(whole))) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(StorageFailure.Damaged.class);
    }

    assertThat(scene.rows.find(ALICE, file.id())).isEqualTo(new Lookup.Damaged(file));
    assertThatThrownBy(() -> scene.readContent.open(ALICE, file.id()))
        .isInstanceOf(StorageFailure.Damaged.class);
  }

  private List<Verdict> verdicts() {
    List<Verdict> verdicts = new ArrayList<>();
    Optional<Scrubbed> next = scrubber.scrubNext(Optional.empty(), Pace.UNLIMITED);
    while (next.isPresent()) {
      verdicts.add(next.get().verdict());
      next = scrubber.scrubNext(next.map(Scrubbed::file), Pace.UNLIMITED);
    }
    return verdicts;
  }
}
