package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link ChunkStore} does. */
public abstract class ChunkStoreContract extends StoreSuite {

  /** On both sides of powers of two, where stores tend to change their ways. */
  private static final int[] SIZES = {
    1, 2, 4095, 4096, 4097, 16_384, 65_535, 65_536, 65_537, 131_072, 1_048_577
  };

  private static final Duration LIMIT = Duration.ofSeconds(15);

  protected ChunkStoreContract() {}

  /**
   * A store whose medium has stopped to answer, as a network file system whose server is gone.
   *
   * @param store on that medium; objects can be neither made nor probed
   * @param release lets the medium go on
   */
  public record SilentStore(ChunkStore store, Runnable release) {}

  /** Empty for a store that cannot go silent, since it has no medium. */
  protected Optional<SilentStore> silentStore() throws IOException {
    return Optional.empty();
  }

  /** A store that has no room for more; {@code null} for one that always has. */
  protected @Nullable ChunkStore full() throws IOException {
    return null;
  }

  /** A store that takes no objects any more; {@code null} for one that always does. */
  protected @Nullable ChunkStore readOnly() throws IOException {
    return null;
  }

  @Test
  final void aFullStoreBeginsNoObject() throws IOException {
    ChunkStore full = full();
    assumeTrue(full != null, "this store is never full");

    assertThatThrownBy(() -> full.begin(Samples.SHARD, Samples.bytes(1)).close())
        .as("begin of a full store")
        .isInstanceOf(StorageFailure.NoSpace.class);
  }

  @Test
  final void aStoreThatTakesNoObjectsAnyMoreBeginsNone() throws IOException {
    ChunkStore readOnly = readOnly();
    assumeTrue(readOnly != null, "this store always takes objects");

    assertThatThrownBy(() -> readOnly.begin(Samples.SHARD, Samples.bytes(1)).close())
        .as("begin of a store that takes no objects any more")
        .isInstanceOf(StorageFailure.ReadOnly.class);
  }

  @Test
  final void anObjectReadsBackAsItWasWritten() throws IOException {
    ObjectKey key = written(LARGE);

    assertThat(read(key, 0, LARGE)).isEqualTo(PatternedInputStream.bytes(LARGE));
  }

  @Test
  final void anyRangeOfAnObjectCanBeRead() throws IOException {
    ObjectKey key = written(LARGE);
    byte[] whole = PatternedInputStream.bytes(LARGE);

    assertThat(read(key, 0, 1)).isEqualTo(Arrays.copyOfRange(whole, 0, 1));
    assertThat(read(key, 65_535, 131_074)).isEqualTo(Arrays.copyOfRange(whole, 65_535, 196_609));
    assertThat(read(key, LARGE - 1, 1)).isEqualTo(Arrays.copyOfRange(whole, LARGE - 1, LARGE));
    assertThat(read(key, LARGE, 0)).isEmpty();
  }

  @Test
  final void aRangeCanBeReadByteByByteAndEnds() throws IOException {
    ObjectKey key = written(10);
    byte[] whole = PatternedInputStream.bytes(10);

    try (InputStream in = Channels.newInputStream(store.open(key, range(7, 2)))) {
      assertThat(in.read()).isEqualTo(whole[7] & 0xff);
      assertThat(in.read()).isEqualTo(whole[8] & 0xff);
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[8])).isEqualTo(-1);
    }
  }

  @Test
  final void aByteOfAllOnesIsNotTakenForTheEnd() throws IOException {
    ObjectKey key = ObjectWriting.write(store, sink -> sink.write(0xff));

    try (InputStream in = Channels.newInputStream(store.open(key, range(0, 1)))) {
      assertThat(in.read()).isEqualTo(0xff);
    }
  }

  @Test
  final void objectsOfEverySizeReadBackOneBesideTheOther() throws IOException {
    Map<ObjectKey, byte[]> written = new LinkedHashMap<>();
    for (int size : SIZES) {
      byte[] bytes = PatternedInputStream.bytes(size);
      written.put(ObjectWriting.write(store, sink -> sink.write(bytes)), bytes);
    }

    assertThat(written).hasSize(SIZES.length);
    for (Map.Entry<ObjectKey, byte[]> object : written.entrySet()) {
      byte[] bytes = object.getValue();
      assertThat(read(object.getKey(), 0, bytes.length)).isEqualTo(bytes);
      assertDamaged(object.getKey(), range(0, bytes.length + 1));
    }
  }

  @Test
  final void theKeyOfAnObjectIsInTheShardThatTheObjectWasBegunFor() throws IOException {
    for (int size : new int[] {100, LARGE}) {
      for (int shard : new int[] {0, 1, 0xabc, Shard.COUNT - 1}) {
        ObjectKey key = writtenFor(new Shard(shard), size);

        assertThat(key.shard()).as("shard of key %s", key).isEqualTo(new Shard(shard));
        assertThat(read(key, 0, size)).isEqualTo(PatternedInputStream.bytes(size));
      }
    }
  }

  private ObjectKey writtenFor(Shard shard, int size) throws IOException {
    return ObjectWriting.write(store, shard, sink -> sink.write(PatternedInputStream.bytes(size)));
  }

  @Test
  final void damageIsToldWhenAnObjectIsOpened() throws IOException {
    ObjectKey small = written(100);
    ObjectKey large = written(LARGE);

    assertNotOpened(Samples.objectKey(), range(0, 1));
    assertNotOpened(small, range(0, 101));
    assertNotOpened(large, range(1, LARGE));
    store.delete(List.of(small, large));
    assertNotOpened(small, range(0, 1));
    assertNotOpened(large, range(0, 1));
  }

  private void assertNotOpened(ObjectKey key, ByteRange range) {
    assertThatThrownBy(() -> store.open(key, range).close())
        .as("open of %s of object %s", range, key)
        .isInstanceOf(StorageFailure.Damaged.class);
  }

  @Test
  final void bytesAreReadIntoAPartOfABufferOutsideOfTheHeap() throws IOException {
    for (int size : new int[] {100, LARGE}) {
      ObjectKey key = written(size);
      ByteBuffer target = ByteBuffer.allocateDirect(size + 2).position(1).limit(size + 1);

      try (ReadableByteChannel channel = store.open(key, range(0, size))) {
        while (target.hasRemaining() && channel.read(target) >= 0) {}
        assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }

      byte[] bytes = new byte[size];
      target.get(1, bytes);
      assertThat(bytes).isEqualTo(PatternedInputStream.bytes(size));
      assertThat(target.get(0)).isZero();
    }
  }

  @Test
  final void aChannelThatIsClosedHoldsNothing() throws IOException {
    for (int size : new int[] {100, LARGE}) {
      ObjectKey key = written(size);
      List<String> before = leftovers();

      ReadableByteChannel channel = store.open(key, range(0, size));
      channel.read(ByteBuffer.allocate(10));
      channel.close();

      assertThat(channel.isOpen()).isFalse();
      assertThat(leftovers()).containsExactlyInAnyOrderElementsOf(before);
    }
  }

  @Test
  final void nodesGiveOutDifferentKeysAndReadEachOthersObjects() throws IOException {
    ChunkStore other = secondNode();

    ObjectKey here = written(10);
    ObjectKey there = writtenTo(other, LARGE);
    ObjectKey alsoThere = writtenTo(other, 20);

    assertThat(List.of(here, there, alsoThere)).doesNotHaveDuplicates();
    assertThat(readFrom(other, here, 0, 10)).isEqualTo(PatternedInputStream.bytes(10));
    assertThat(read(there, 0, LARGE)).isEqualTo(PatternedInputStream.bytes(LARGE));
    assertThat(read(alsoThere, 0, 20)).isEqualTo(PatternedInputStream.bytes(20));
  }

  @Test
  final void anyNumberOfObjectsIsDeletedAtOnce() throws IOException {
    List<ObjectKey> keys = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      keys.add(written(1));
    }

    store.delete(keys);

    keys.forEach(key -> assertAbsent(key, 1));
  }

  @Test
  final void noKeyIsGivenOutTwice() throws IOException {
    ObjectKey first = written(1);
    store.delete(List.of(first));
    List<ObjectKey> others = Race.run(8, lane -> written(1 + lane * 40_000));

    assertThat(others).doesNotHaveDuplicates().doesNotContain(first);
  }

  @Test
  final void aRangeBehindTheEndIsDamage() throws IOException {
    ObjectKey key = written(100);

    assertDamaged(key, range(0, 101));
    assertDamaged(key, range(100, 1));
    assertDamaged(key, range(50, LARGE));
  }

  @Test
  final void anObjectThatNeverWasIsDamage() {
    assertAbsent(Samples.objectKey(), 1);
  }

  @Test
  final void deletedObjectsAreAbsentAndOthersAreNot() throws IOException {
    ObjectKey one = written(10);
    ObjectKey two = written(20);
    ObjectKey kept = written(30);

    store.delete(List.of(one, two));

    assertAbsent(one, 10);
    assertAbsent(two, 20);
    assertThat(read(kept, 0, 30)).isEqualTo(PatternedInputStream.bytes(30));
  }

  @Test
  final void absentKeysAreIgnoredWhenDeleting() throws IOException {
    ObjectKey there = written(10);

    store.delete(List.of(Samples.objectKey(), there, Samples.objectKey()));
    store.delete(List.of(there));
    store.delete(List.of());

    assertAbsent(there, 10);
  }

  @Test
  final void aStoreThatSaysNothingIsUnavailableInTime() throws IOException {
    SilentStore silent = silentStore().orElse(null);
    assumeTrue(silent != null, "this store cannot go silent");
    int[] sizes = {1, LARGE};
    try {
      List<Throwable> answers =
          Race.run(
              16,
              lane ->
                  catchThrowable(() -> writeInTime(silent.store(), sizes[lane % sizes.length])));
      assertThat(answers).hasOnlyElementsOfType(StorageFailure.Unavailable.class);
    } finally {
      silent.release().run();
    }
  }

  /** The limit is for each call, not for all of them. */
  private static void writeInTime(ChunkStore store, int size) throws Throwable {
    AtomicReference<StagedObject> staged = new AtomicReference<>();
    inTime("begin", () -> staged.set(store.begin(Samples.SHARD, ObjectWriting.LIMIT)));
    try {
      inTime("write", () -> new PatternedInputStream(size).transferTo(staged.get().sink()));
      inTime("keep", () -> staged.get().keep());
    } finally {
      inTime("close", () -> staged.get().close());
    }
  }

  private static void inTime(String name, ThrowingCallable call) throws Throwable {
    long start = System.nanoTime();
    try {
      call.call();
    } finally {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).as(name).isLessThan(LIMIT);
    }
  }

  private void assertAbsent(ObjectKey key, long length) {
    assertDamaged(key, range(0, length));
  }

  private void assertDamaged(ObjectKey key, ByteRange range) {
    assertThatThrownBy(() -> read(key, range.start().value(), range.length().value()))
        .as("read of %s of object %s", range, key)
        .isInstanceOf(StorageFailure.Damaged.class);
  }
}
