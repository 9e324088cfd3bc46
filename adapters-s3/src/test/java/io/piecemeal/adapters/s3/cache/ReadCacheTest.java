package io.piecemeal.adapters.s3.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ChunkStore.Upcoming;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.InMemoryChunkStore;
import io.piecemeal.testkit.ObjectWriting;
import io.piecemeal.testkit.PatternedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a store is kept on the disk of this machine. Deleted objects show where reads go. */
final class ReadCacheTest {

  private static final int LENGTH = 100_000;
  private static final int CAPACITY = 25 << 20;

  private final InMemoryChunkStore store = new InMemoryChunkStore();
  private long now;

  @TempDir private Path directory;
  @AutoClose private ReadCache cache;
  private CachedReads reads;

  @BeforeEach
  void begin() {
    cache = ReadCache.in(directory, new ByteCount(CAPACITY), () -> now);
    reads = new CachedReads(store, cache);
  }

  @Test
  void whatWasReadIsReadFromHere() throws IOException {
    ObjectKey key = written(LENGTH);
    assertRead(key, 0, LENGTH);
    store.delete(List.of(key));

    assertRead(key, 0, LENGTH);
    assertRead(key, 17, 1000);
    assertThat(cache.hits()).isEqualTo(2);
    assertThat(cache.misses()).isEqualTo(1);
    assertThat(cache.bytes()).isEqualTo(LENGTH);
  }

  @Test
  void whatWasExpectedAndReadIsReadFromHere() throws IOException {
    ObjectKey key = written(LENGTH);
    for (int i = 0; i < 2; i++) {
      try (Upcoming upcoming = reads.expect(key, range(0, LENGTH))) {
        assertRead(upcoming.open(), 0, LENGTH);
      }
      store.delete(List.of(key));
    }
  }

  @Test
  void aLargeObjectIsReadFromHereAsFarAsItIsHereAndThenFromTheStore() throws IOException {
    int length = 2 * ReadCache.PART + 17;
    ObjectKey key = written(length);
    assertRead(key, 0, ReadCache.PART);
    assertRead(key, 5, length - 5);
    assertThat(cache.bytes()).isEqualTo(length);
    store.delete(List.of(key));

    assertRead(key, 0, length);
    assertRead(key, ReadCache.PART - 1, 2);
  }

  @Test
  void whatWasNotReadToItsEndIsNotKept() throws IOException {
    ObjectKey key = written(LENGTH);
    try (InputStream in = Channels.newInputStream(reads.open(key, range(0, LENGTH)))) {
      in.readNBytes(LENGTH - 1);
    }
    assertThat(cache.bytes()).isZero();
    assertThat(parts()).isZero();
  }

  @Test
  void aWiderPartReplacesANarrowOneAndNotTheOtherWayRound() throws IOException {
    ObjectKey key = written(LENGTH);
    assertRead(key, 100, 50);
    assertRead(key, 0, LENGTH);
    assertRead(key, 200, 50);

    assertThat(cache.bytes()).isEqualTo(LENGTH);
    assertThat(parts()).isEqualTo(1);
  }

  @Test
  void whatWasUsedLongestAgoMakesRoom() throws IOException {
    ObjectKey first = written(ReadCache.PART);
    ObjectKey second = written(ReadCache.PART);
    ObjectKey third = written(ReadCache.PART);
    ObjectKey fourth = written(ReadCache.PART);
    for (ObjectKey key : List.of(first, second, third, first, fourth)) {
      assertRead(key, 0, ReadCache.PART);
    }
    store.delete(List.of(first, second, third, fourth));

    assertThat(cache.bytes()).isEqualTo(3L * ReadCache.PART);
    assertThat(parts()).isEqualTo(3);
    assertRead(first, 0, ReadCache.PART);
    assertRead(third, 0, ReadCache.PART);
    assertRead(fourth, 0, ReadCache.PART);
    assertGone(second);
  }

  @Test
  void readsGoOnWhereThereIsNoRoom() throws IOException {
    ObjectKey key = written(ReadCache.PART);
    try (ReadCache small =
        ReadCache.in(directory.resolve("small"), new ByteCount(ReadCache.PART - 1))) {
      reads = new CachedReads(store, small);
      assertRead(key, 0, ReadCache.PART);
      assertThat(small.bytes()).isZero();
    }
  }

  @Test
  void whatIsOlderThanAnHourIsForgotten() throws IOException {
    ObjectKey key = written(LENGTH);
    assertRead(key, 0, LENGTH);
    store.delete(List.of(key));
    now = ReadCache.AGE.toNanos();
    assertRead(key, 0, LENGTH);

    now++;
    assertGone(key);
    assertThat(parts()).isEqualTo(1);
    cache.expire();
    assertThat(parts()).isZero();
    assertThat(cache.bytes()).isZero();
  }

  @Test
  void whatTheDiskChangedIsReadFromTheStore() throws IOException {
    ObjectKey key = written(LENGTH);
    assertRead(key, 0, LENGTH);
    Path part = onlyPart();
    byte[] bytes = Files.readAllBytes(part);
    bytes[LENGTH / 2]++;
    Files.write(part, bytes);

    assertRead(key, 0, LENGTH);
    assertThat(onlyPart()).isNotEqualTo(part);
    assertThat(cache.bytes()).isEqualTo(LENGTH);
  }

  @Test
  void readsGoOnWithoutTheFolder() throws IOException {
    ObjectKey key = written(LENGTH);
    assertRead(key, 0, LENGTH);
    Files.delete(onlyPart());
    assertRead(key, 0, LENGTH);
    Files.delete(onlyPart());
    Files.delete(directory.resolve("lock"));
    Files.delete(directory);

    assertRead(key, 0, LENGTH);
    assertRead(key, 0, LENGTH);
    assertThat(cache.bytes()).isZero();
    Files.createDirectory(directory);
  }

  @Test
  void aStartBeginsWithAnEmptyFolderThatIsForItsOwnAccount() throws IOException {
    assertRead(written(LENGTH), 0, LENGTH);
    assertThatThrownBy(() -> ReadCache.in(directory, new ByteCount(CAPACITY)))
        .isInstanceOf(StorageFailure.Unavailable.class);
    cache.close();
    assertThat(parts()).isEqualTo(1);

    try (ReadCache next = ReadCache.in(directory, new ByteCount(CAPACITY))) {
      assertThat(next.bytes()).isZero();
      assertThat(parts()).isZero();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
          .isEqualTo("rwx------");
    }
  }

  private ObjectKey written(int length) throws IOException {
    return ObjectWriting.write(store, sink -> new PatternedInputStream(length).transferTo(sink));
  }

  private void assertRead(ObjectKey key, int start, int length) throws IOException {
    assertRead(reads.open(key, range(start, length)), start, length);
  }

  private static void assertRead(ReadableByteChannel channel, int start, int length)
      throws IOException {
    try (InputStream in = Channels.newInputStream(channel)) {
      byte[] expected =
          Arrays.copyOfRange(PatternedInputStream.bytes(start + length), start, start + length);
      assertThat(Arrays.equals(in.readAllBytes(), expected)).isTrue();
    }
  }

  private void assertGone(ObjectKey key) {
    assertThatThrownBy(() -> reads.open(key, range(0, 1)))
        .isInstanceOf(StorageFailure.Damaged.class);
  }

  private static ByteRange range(long start, long length) {
    return new ByteRange(new ByteCount(start), new ByteCount(length));
  }

  private int parts() throws IOException {
    return files().size();
  }

  private Path onlyPart() throws IOException {
    assertThat(files()).hasSize(1);
    return files().getFirst();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    }
  }
}
