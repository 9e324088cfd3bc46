package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ChunkStore} does. */
public abstract class ChunkStoreContract {

  /** More than one of any block that a store may work in. */
  private static final int LARGE = 3 * 1024 * 1024 + 17;

  /** On both sides of powers of two, where stores tend to change their ways. */
  private static final int[] SIZES = {
    1, 2, 4095, 4096, 4097, 16_384, 65_535, 65_536, 65_537, 131_072, 1_048_577
  };

  private static final Duration LIMIT = Duration.ofSeconds(15);

  private ChunkStore store;

  protected ChunkStoreContract() {}

  /** A store that works; called before each test. */
  protected abstract ChunkStore newStore();

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

  @BeforeEach
  final void startWithAStore() {
    store = newStore();
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
  final void bytesMayBeWrittenInPiecesOfAnySize() throws IOException {
    byte[] whole = PatternedInputStream.bytes(200_000);
    ObjectKey key =
        ObjectWriting.write(
            store,
            sink -> {
              sink.write(whole[0]);
              sink.write(whole, 1, 3);
              sink.write(whole, 4, 0);
              sink.flush();
              sink.write(whole, 4, whole.length - 4);
            });

    assertThat(read(key, 0, whole.length)).isEqualTo(whole);
  }

  @Test
  final void theArrayWrittenFromMayBeReused() throws IOException {
    byte[] block = {1, 2, 3};
    ObjectKey key =
        ObjectWriting.write(
            store,
            sink -> {
              sink.write(block);
              Arrays.fill(block, (byte) 9);
              sink.write(block);
            });

    assertThat(read(key, 0, 6)).containsExactly(1, 2, 3, 9, 9, 9);
  }

  @Test
  final void whatTheContentThrowsPassesThroughAndTheStoreGoesOn() throws IOException {
    IOException broken = new IOException("the caller went away");

    assertThatThrownBy(() -> ObjectWriting.write(store, failingAfter(10, broken))).isSameAs(broken);
    assertThatThrownBy(() -> ObjectWriting.write(store, failingAfter(LARGE - 1, broken)))
        .isSameAs(broken);

    assertThat(read(written(10), 0, 10)).isEqualTo(PatternedInputStream.bytes(10));
  }

  @Test
  final void aRefusalPassesThroughAndTheStoreGoesOn() throws IOException {
    UploadRejected refused = new UploadRejected(new Refusal.EmptyChunk());

    assertThatThrownBy(
            () ->
                ObjectWriting.write(
                    store,
                    sink -> {
                      sink.write(new byte[100]);
                      throw refused;
                    }))
        .isSameAs(refused);

    assertThat(read(written(10), 0, 10)).isEqualTo(PatternedInputStream.bytes(10));
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
  final void objectsWrittenAtTheSameTimeDoNotMix() {
    Race.run(
        8,
        lane -> {
          byte[] whole = new byte[lane % 2 == 0 ? 500_000 + lane : 5_000 + lane];
          Arrays.fill(whole, (byte) lane);
          ObjectKey key = ObjectWriting.write(store, sink -> sink.write(whole));
          assertThat(read(key, 0, whole.length)).isEqualTo(whole);
          return key;
        });
  }

  @Test
  final void aStoreThatSaysNothingIsUnavailableInTime() throws IOException {
    SilentStore silent = silentStore().orElse(null);
    assumeTrue(silent != null, "this store cannot go silent");
    List<ThrowingCallable> calls =
        List.of(
            () -> ObjectWriting.write(silent.store(), sink -> sink.write(1)),
            () ->
                ObjectWriting.write(
                    silent.store(), sink -> new PatternedInputStream(LARGE).transferTo(sink)));
    try {
      List<Throwable> answers = Race.run(16, lane -> timedAnswer(calls.get(lane % calls.size())));
      assertThat(answers).hasOnlyElementsOfType(StorageFailure.Unavailable.class);
    } finally {
      silent.release().run();
    }
  }

  private static Throwable timedAnswer(ThrowingCallable call) {
    long start = System.nanoTime();
    Throwable answer = catchThrowable(call);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
    return answer;
  }

  private ObjectKey written(int length) throws IOException {
    return ObjectWriting.write(store, sink -> new PatternedInputStream(length).transferTo(sink));
  }

  private static ObjectWriting.Content failingAfter(int length, IOException fault) {
    return sink ->
        new BrokenInputStream(new PatternedInputStream(length), length, fault).transferTo(sink);
  }

  private byte[] read(ObjectKey key, long start, long length) throws IOException {
    try (InputStream in = Channels.newInputStream(store.open(key, range(start, length)))) {
      return in.readAllBytes();
    }
  }

  private void assertAbsent(ObjectKey key, long length) {
    assertDamaged(key, range(0, length));
  }

  private void assertDamaged(ObjectKey key, ByteRange range) {
    assertThatThrownBy(() -> read(key, range.start().value(), range.length().value()))
        .isInstanceOf(StorageFailure.Damaged.class);
  }

  private static ByteRange range(long start, long length) {
    return new ByteRange(Samples.bytes(start), Samples.bytes(length));
  }
}
