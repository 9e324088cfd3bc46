package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.batching.BatchSizes;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.PatternedInputStream;
import io.piecemeal.testkit.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How segments come, what stays of them, and when they go. */
final class SegmentsTest {

  /** Room for two records of {@link #LENGTH}, not for three. */
  private static final int SEGMENT = 300;

  private static final int LENGTH = 100;

  @TempDir private Path root;

  private final FaultySyncing syncing = new FaultySyncing();
  private SmallObjects objects;

  @BeforeEach
  void begin() {
    objects = node();
  }

  @AfterEach
  void end() {
    objects.close();
  }

  /** A process of its own, as far as the writing of segments goes. */
  private SmallObjects node() {
    return SmallObjects.in(
        new SegmentFiles(root),
        syncing,
        new DiskCalls(8),
        Names.ofThisNode(),
        SEGMENT,
        BatchSizes.UNWATCHED);
  }

  @Test
  void recordsShareASegmentUntilItIsFull() throws IOException {
    write(2);
    assertThat(segments()).hasSize(1);

    write(1);
    assertThat(segments()).hasSize(2);
  }

  @Test
  void recordsOfManyShardsThatAreWrittenTogetherLieInOneSegmentAndTakeOneSync() throws IOException {
    syncing.forget();
    SegmentSeries series =
        new SegmentSeries(
            new SegmentFiles(root),
            new SegmentCleaner(),
            syncing,
            Names.ofThisNode()::nextWriter,
            SEGMENT);

    List<ObjectKey> keys = series.append(List.of(record(3), record(2), record(1)));

    assertThat(keys).extracting(key -> key.shard().number()).containsExactly(3, 2, 1);
    assertThat(segments()).hasSize(1);
    // The writer's directory, the segment's name, and the records.
    assertThat(syncing.attempts()).isEqualTo(3);
    for (int i = 0; i < keys.size(); i++) {
      assertThat(read(objects, keys.get(i), 3 - i)).isEqualTo(PatternedInputStream.bytes(3 - i));
    }
    series.close();
  }

  @Test
  void aRecordIsOpenedByTheKeyOfItsShardAlone() {
    ObjectKey key = write(1).getFirst();

    assertThatThrownBy(() -> read(objects, key.in(new Shard(7)), LENGTH))
        .isInstanceOf(StorageFailure.Damaged.class);
  }

  @Test
  void aSegmentGoesWithItsLastRecordButNotWhileItIsWritten() throws IOException {
    List<ObjectKey> keys = write(3);

    objects.delete(List.of(keys.get(1)));
    assertThat(segments()).hasSize(2);
    assertThat(read(objects, keys.getFirst(), LENGTH)).hasSize(LENGTH);

    objects.delete(List.of(keys.getFirst()));
    assertThat(segments()).hasSize(1);

    objects.delete(List.of(keys.getLast()));
    assertThat(segments()).hasSize(1);
    objects.delete(keys);
  }

  @Test
  void aSegmentOfWhichAllDiedWhileItWasWrittenGoesWhenTheNextIsBegun() throws IOException {
    objects.delete(write(2));
    assertThat(segments()).hasSize(1);

    ObjectKey third = write(1).getFirst();

    assertThat(segments()).hasSize(1);
    assertThat(read(objects, third, LENGTH)).hasSize(LENGTH);
  }

  /** Its open file would still take bytes, that nobody could read. */
  @Test
  void nothingIsAddedToASegmentWhoseDirectoryWasMovedAwayUntilItIsBack() throws IOException {
    write(1);
    Path writer = DiskLayout.directoryOf(segments().getFirst());
    Path away = writer.resolveSibling("away");
    Files.move(writer, away);

    assertThatThrownBy(() -> write(1)).isInstanceOf(StorageFailure.Unavailable.class);

    Files.move(away, writer);
    ObjectKey key = write(1).getFirst();
    assertThat(read(objects, key, LENGTH)).isEqualTo(PatternedInputStream.bytes(LENGTH));
  }

  @Test
  void nothingIsAddedToASegmentInWhosePlaceThereIsAnotherFile() throws IOException {
    write(1);
    Path segment = segments().getFirst();
    Files.move(segment, segment.resolveSibling("aside"));
    Files.createFile(segment);

    assertThatThrownBy(() -> write(1)).isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(segment).isEmptyFile();
    ObjectKey key = write(1).getFirst();
    assertThat(read(objects, key, LENGTH)).isEqualTo(PatternedInputStream.bytes(LENGTH));
  }

  @Test
  void anotherNodeReadsAndDeletesButSparesTheSegmentThatIsWritten() throws IOException {
    ObjectKey key = write(1).getFirst();
    SmallObjects other = node();

    assertThat(read(other, key, LENGTH)).isEqualTo(PatternedInputStream.bytes(LENGTH));
    other.delete(List.of(key));

    assertThat(segments()).hasSize(1);
    assertThatThrownBy(() -> read(objects, key, LENGTH)).isInstanceOf(StorageFailure.Damaged.class);
    ObjectKey next = write(1).getFirst();
    assertThat(read(other, next, LENGTH)).hasSize(LENGTH);
    other.close();
  }

  @Test
  void whatAnEndedProcessLeftStaysWhileAnythingInItLives() throws IOException {
    List<ObjectKey> keys = write(3);
    objects.close();

    objects = node();
    assertThat(read(objects, keys.getFirst(), LENGTH)).hasSize(LENGTH);
    assertThat(read(objects, keys.getLast(), LENGTH)).hasSize(LENGTH);

    objects.delete(keys);
    assertThat(segments()).isEmpty();
    objects = node();
    assertThat(writers()).isEmpty();
  }

  @Test
  void aProcessThatEndsLeavesNothingOfWhichNothingLives() throws IOException {
    objects.delete(write(2));

    objects.close();

    assertThat(writers()).isEmpty();
  }

  @Test
  void aRecordThatWasCutOffKeepsNoSegment() throws IOException {
    ObjectKey key = write(1).getFirst();
    objects.close();
    Path segment = segments().getFirst();
    try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
      ByteBuffer torn = ByteBuffer.allocate(LENGTH);
      RecordHeader.put(torn, (int) channel.size(), new Shard(0), LENGTH);
      channel.write(torn.limit(50).position(0), channel.size());
    }

    objects = node();
    assertThat(segments()).hasSize(1);
    objects.delete(List.of(key));

    assertThat(segments()).isEmpty();
  }

  @Test
  void aDamagedHeaderKeepsWhatMayLieBehindIt() throws IOException {
    List<ObjectKey> keys = write(2);
    objects.close();
    try (FileChannel channel = FileChannel.open(segments().getFirst(), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1}), 5);
    }

    objects = node();
    objects.delete(List.of(keys.getFirst()));

    assertThat(segments()).hasSize(1);
    assertThatThrownBy(() -> read(objects, keys.getFirst(), LENGTH))
        .isInstanceOf(StorageFailure.Damaged.class);
    assertThat(read(objects, keys.getLast(), LENGTH)).hasSize(LENGTH);
  }

  @Test
  void aSyncThatFailsLeavesNoRecordAndEndsTheSegment() throws IOException {
    ObjectKey before = write(1).getFirst();
    long size = Files.size(segments().getFirst());
    syncing.failForFiles(new IOException("Input/output error"));

    assertThatThrownBy(() -> write(1)).isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(segments()).hasSize(1);
    assertThat(segments().getFirst()).hasSize(size);
    syncing.heal();
    ObjectKey after = write(1).getFirst();
    assertThat(segments()).hasSize(2);
    assertThat(read(objects, before, LENGTH)).hasSize(LENGTH);
    assertThat(read(objects, after, LENGTH)).hasSize(LENGTH);
  }

  @Test
  void aSegmentThatCannotBeNamedDurablyIsNotUsed() throws IOException {
    syncing.failForDirectories(new IOException("No space left on device"));

    assertThatThrownBy(() -> write(1)).isInstanceOf(StorageFailure.NoSpace.class);

    syncing.heal();
    assertThat(read(objects, write(1).getFirst(), LENGTH)).hasSize(LENGTH);
  }

  private List<ObjectKey> write(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> objects.write(new Shard(i), bytes(LENGTH)))
        .toList();
  }

  /** With the length as its shard. */
  private static NewRecord record(int length) {
    return new NewRecord(new Shard(length), bytes(length));
  }

  private static ByteBuffer bytes(int length) {
    return ByteBuffer.wrap(PatternedInputStream.bytes(length));
  }

  private static byte[] read(SmallObjects from, ObjectKey key, int length) throws IOException {
    try (InputStream in =
        Channels.newInputStream(
            from.open(key, new ByteRange(Samples.bytes(0), Samples.bytes(length))))) {
      return in.readAllBytes();
    }
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(path -> !path.endsWith("lock"))
          .sorted()
          .toList();
    }
  }

  private List<Path> writers() throws IOException {
    try (Stream<Path> paths = Files.list(root)) {
      return paths.toList();
    }
  }
}
