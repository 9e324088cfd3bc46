package io.piecemeal.application.upkeep;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.piecemeal.application.port.in.AppendChunk.Novelty;
import io.piecemeal.application.port.in.CompactFiles.Step;
import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.scene.TestBody;
import io.piecemeal.application.upkeep.CompactFilesService.Policy;
import io.piecemeal.application.upload.ChunkHomes;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Complete files of many chunks become one object, and nobody notices. */
final class CompactFilesTest {

  private static final String WHOLE = "one two three";

  private final Scene scene = new Scene();
  private final CompactFilesService compact = Compacting.in(scene);

  private StoredFile completed() {
    return scene.complete(scene.filled("one ", "two ", "three"));
  }

  @Test
  void aCompleteFileOfManyChunksBecomesOneObject() {
    StoredFile file = completed();
    scene.clock.advance(Duration.ofMinutes(1));

    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.COMPACTED);

    assertThat(scene.content(file)).isEqualTo(WHOLE);
    assertThat(scene.chunks(file))
        .singleElement()
        .satisfies(
            chunk -> {
              assertThat(chunk.offset()).isEqualTo(ByteCount.ZERO);
              assertThat(chunk.length()).isEqualTo(bytes(13));
              assertThat(chunk.object().crc32c().value()).isEqualTo(crc32c(WHOLE));
            });
    assertThat(scene.now(file))
        .usingRecursiveComparison()
        .ignoringFields("content.lastChunk")
        .isEqualTo(file);
    assertThat(scene.observed.unclosed()).isZero();
    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.NOTHING_DUE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void bytesThatTheLedgerKeepsAreMovedHoweverFewTheChunksAre(int chunks) {
    Scene inline = new Scene(ChunkHomes.Longest.of(bytes(100)));
    StoredFile file =
        inline.complete(inline.filled(Collections.nCopies(chunks, "one ").toArray(String[]::new)));
    List<ObjectKey> before = inline.keys(file);

    assertThat(Compacting.in(inline).compact(Pace.UNLIMITED)).isEqualTo(Step.COMPACTED);

    assertThat(inline.chunks(file)).extracting(Chunk::home).containsExactly(Chunk.Home.STORE);
    assertThat(inline.content(file)).isEqualTo("one ".repeat(chunks));
    assertThat(inline.rows.read(before)).hasSize(chunks);
  }

  private static int crc32c(String text) {
    CRC32C crc32c = new CRC32C();
    crc32c.update(text.getBytes(UTF_8));
    return (int) crc32c.getValue();
  }

  @Test
  void theChunksBeforeGoAfterTheirRest() {
    StoredFile file = completed();
    compact.compact(Pace.UNLIMITED);
    SweepFilesService sweep =
        new SweepFilesService(
            scene.highWater,
            scene.rows,
            scene.store,
            new SweepFilesService.Policy(Duration.ofMinutes(10), Duration.ofHours(24), 100));

    sweep.sweep();
    assertThat(scene.objects.keys()).hasSize(4);
    scene.clock.advance(Duration.ofMinutes(10));
    sweep.sweep();

    assertThat(scene.objects.keys()).containsExactlyElementsOf(scene.keys(file));
    assertThat(scene.content(file)).isEqualTo(WHOLE);
  }

  @Test
  void aFileThatStillTakesChunksIsLeftAlone() {
    scene.filled("one ", "two ", "three");

    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.NOTHING_DUE);
  }

  @Test
  void aFileOfFewChunksIsPassed() {
    StoredFile file = scene.complete(scene.filled("one ", "two"));

    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.PASSED);

    assertThat(scene.chunks(file)).hasSize(2);
    scene.clock.advance(Compacting.LEASE);
    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.NOTHING_DUE);
  }

  @Test
  void aFileOfLargeChunksIsPassed() {
    String large = "x".repeat((int) Compacting.LARGE);
    StoredFile file = scene.complete(scene.filled(large, large, large));

    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.PASSED);

    assertThat(scene.chunks(file)).hasSize(3);
  }

  @Test
  void aFileWhoseChunksAreSmallOnAverageIsNotPassed() {
    String large = "x".repeat((int) Compacting.LARGE);
    StoredFile file = scene.complete(scene.filled(large, large, large.substring(1)));

    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.COMPACTED);

    assertThat(scene.chunks(file)).hasSize(1);
  }

  @Test
  void largeChunksAreAppendedByTheStoreAndTheWholeIsReadBeforeItReplacesThem() {
    String large = "x".repeat((int) Compacting.LARGE);
    String larger = "y".repeat((int) Compacting.LARGE + 1);
    String[] chunks = {"one ", "two ", large, larger, "three", large, "4", "5", "6", "7"};
    StoredFile file = scene.complete(scene.filled(chunks));
    String whole = String.join("", chunks);
    scene.observed.appendByItself();

    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.COMPACTED);

    assertThat(scene.observed.appended())
        .containsExactly(range(0, 100), range(0, 101), range(0, 100));
    assertThat(scene.observed.opened().getLast()).isEqualTo(range(0, whole.length()));
    assertThat(scene.observed.unclosed()).isZero();
    assertThat(scene.chunks(file))
        .singleElement()
        .satisfies(
            chunk -> {
              assertThat(chunk.length()).isEqualTo(bytes(whole.length()));
              assertThat(chunk.object().crc32c().value()).isEqualTo(crc32c(whole));
            });
    assertThat(scene.content(file)).isEqualTo(whole);
  }

  @Test
  void whatAStoreAppendsWronglyReplacesNothing() {
    String large = "x".repeat((int) Compacting.LARGE);
    StoredFile file = scene.complete(scene.filled("one ", large, "two "));
    scene.observed.appendByItself();
    scene.observed.alter(scene.keys(file).get(1));

    assertThatExceptionOfType(StorageFailure.Damaged.class)
        .isThrownBy(() -> compact.compact(Pace.UNLIMITED))
        .withMessageContaining(file.id().value());

    scene.observed.restore();
    assertThat(scene.chunks(file)).hasSize(3);
    assertThat(scene.objects.keys()).hasSize(3);
    assertThat(scene.content(file)).isEqualTo("one " + large + "two ");
  }

  @Test
  void largeChunksAreWrittenWhereAStoreAppendsNothing() {
    String large = "x".repeat((int) Compacting.LARGE);
    StoredFile file = scene.complete(scene.filled("one ", large, "two "));

    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.COMPACTED);

    assertThat(scene.chunks(file)).hasSize(1);
    assertThat(scene.content(file)).isEqualTo("one " + large + "two ");
  }

  private static ByteRange range(long start, long length) {
    return new ByteRange(bytes(start), bytes(length));
  }

  @Test
  void filesAreTakenOneAtATime() {
    StoredFile first = completed();
    scene.clock.advance(Duration.ofSeconds(1));
    StoredFile second = completed();

    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.COMPACTED);
    assertThat(scene.chunks(first)).hasSize(1);
    assertThat(scene.chunks(second)).hasSize(3);
    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.COMPACTED);
    assertThat(scene.chunks(second)).hasSize(1);
  }

  @Test
  void moreChunksThanAPageOfTheLedgerAreCopiedToo() {
    String[] digits = Collections.nCopies(600, "7").toArray(String[]::new);
    StoredFile file = scene.complete(scene.filled(digits));

    assertThat(compact.compact(Pace.UNLIMITED)).isEqualTo(Step.COMPACTED);

    assertThat(scene.chunks(file)).extracting(Chunk::length).containsExactly(bytes(600));
    assertThat(scene.content(file)).isEqualTo("7".repeat(600));
  }

  @Test
  void aDownloadThatBeganBeforeGoesOnInTheOneObject() throws IOException {
    String[] parts = Collections.nCopies(300, "abc").toArray(String[]::new);
    StoredFile file = scene.complete(scene.filled(parts));
    ByteRange most = new ByteRange(bytes(1), bytes(898));
    try (InputStream in =
        Channels.newInputStream(scene.readContent.open(ALICE, file.id()).bytes(most))) {
      String begun = new String(in.readNBytes(10), UTF_8);
      compact.compact(Pace.UNLIMITED);

      String rest = new String(in.readAllBytes(), UTF_8);
      assertThat(begun + rest).isEqualTo("abc".repeat(300).substring(1, 899));
    }
    // The second page of the ledger is the one object, from where the first page ended.
    assertThat(scene.observed.opened().getLast())
        .isEqualTo(new ByteRange(bytes(256 * 3), bytes(899 - 256 * 3)));
  }

  @Test
  void aDownloadThatOutlivesTheObjectsOfItsChunksGoesOnToo() throws IOException {
    StoredFile file = completed();
    List<ObjectKey> before = scene.keys(file);
    ByteRange whole = new ByteRange(bytes(0), bytes(13));
    try (InputStream in =
        Channels.newInputStream(scene.readContent.open(ALICE, file.id()).bytes(whole))) {
      assertThat(in.readNBytes(4)).asString().isEqualTo("one ");
      compact.compact(Pace.UNLIMITED);
      scene.objects.delete(before);

      assertThat(in.readAllBytes()).asString().isEqualTo("two three");
    }
    assertThat(scene.observed.unclosed()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3, 4, 5, 11, 12})
  void rangesOverOldBoundariesGiveTheirBytes(long start) throws IOException {
    StoredFile file = completed();
    compact.compact(Pace.UNLIMITED);

    for (long end = start + 1; end <= WHOLE.length(); end++) {
      ByteRange range = new ByteRange(bytes(start), bytes(end - start));
      try (InputStream in =
          Channels.newInputStream(scene.readContent.open(ALICE, file.id()).bytes(range))) {
        assertThat(in.readAllBytes()).asString().isEqualTo(WHOLE.substring((int) start, (int) end));
      }
    }
  }

  @Test
  void theLastChunkIsStillRecognisedAsAReplay() {
    StoredFile file = scene.filled("one ", "two ");
    TestBody last = TestBody.of("three").at(8).last();
    scene.append(file, last);
    compact.compact(Pace.UNLIMITED);

    assertThat(scene.append(file, last).novelty()).isEqualTo(Novelty.REPLAYED);
    assertThat(scene.append(file, TestBody.of("two ").at(4)).novelty()).isEqualTo(Novelty.REPLAYED);
    assertThat(scene.content(file)).isEqualTo(WHOLE);
    assertThat(scene.complete(file)).isEqualTo(scene.now(file));
  }

  @Test
  void theLastChunkOfACompactedFileIsTheOneItConsistsOf() {
    StoredFile file = completed();
    compact.compact(Pace.UNLIMITED);

    Optional<ChunkObject> last = scene.now(file).lastChunk();

    assertThat(last).contains(scene.chunks(file).getFirst().object());
  }

  @Test
  void fewerThanTwoChunksCannotBeAsked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Policy(1, bytes(1), Duration.ofHours(1)));
  }
}
