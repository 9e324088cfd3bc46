package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.ByteRange;
import io.piecemeal.domain.ObjectKey;
import io.piecemeal.domain.Refusal;
import io.piecemeal.domain.StorageFailure;
import io.piecemeal.domain.UploadRejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ChunkStore} does. */
public abstract class ChunkStoreContract {

  /** More than one of any block that a store may work in. */
  private static final int LARGE = 3 * 1024 * 1024 + 17;

  private ChunkStore store;

  protected ChunkStoreContract() {}

  /** A store that works; called before each test. */
  protected abstract ChunkStore newStore();

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

    try (InputStream in = store.open(key, range(7, 2))) {
      assertThat(in.read()).isEqualTo(whole[7] & 0xff);
      assertThat(in.read()).isEqualTo(whole[8] & 0xff);
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[8])).isEqualTo(-1);
    }
  }

  @Test
  final void aByteOfAllOnesIsNotTakenForTheEnd() throws IOException {
    ObjectKey key = Samples.objectKey();
    store.write(key, sink -> sink.write(0xff));

    try (InputStream in = store.open(key, range(0, 1))) {
      assertThat(in.read()).isEqualTo(0xff);
    }
  }

  @Test
  final void bytesMayBeWrittenInPiecesOfAnySize() throws IOException {
    ObjectKey key = Samples.objectKey();
    byte[] whole = PatternedInputStream.bytes(200_000);
    store.write(
        key,
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
    ObjectKey key = Samples.objectKey();
    byte[] block = {1, 2, 3};
    store.write(
        key,
        sink -> {
          sink.write(block);
          Arrays.fill(block, (byte) 9);
          sink.write(block);
        });

    assertThat(read(key, 0, 6)).containsExactly(1, 2, 3, 9, 9, 9);
  }

  @Test
  final void whatTheContentThrowsPassesThroughAndNoObjectIsThere() {
    ObjectKey key = Samples.objectKey();
    IOException broken = new IOException("the caller went away");

    assertThatThrownBy(() -> store.write(key, failingAfter(100_000, broken))).isSameAs(broken);

    assertAbsent(key, 1);
  }

  @Test
  final void aRefusalPassesThroughAndNoObjectIsThere() {
    ObjectKey key = Samples.objectKey();
    UploadRejected refused = new UploadRejected(new Refusal.EmptyChunk());

    assertThatThrownBy(
            () ->
                store.write(
                    key,
                    sink -> {
                      sink.write(new byte[100]);
                      throw refused;
                    }))
        .isSameAs(refused);

    assertAbsent(key, 1);
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
          ObjectKey key = Samples.objectKey();
          byte[] whole = new byte[500_000 + lane];
          Arrays.fill(whole, (byte) lane);
          store.write(key, sink -> sink.write(whole));
          assertThat(read(key, 0, whole.length)).isEqualTo(whole);
          return key;
        });
  }

  @Test
  final void aStoreThatWorksPassesItsProbe() {
    assertThatCode(store::probe).doesNotThrowAnyException();
    assertThatCode(store::probe).doesNotThrowAnyException();
  }

  private ObjectKey written(int length) throws IOException {
    ObjectKey key = Samples.objectKey();
    store.write(key, sink -> new PatternedInputStream(length).transferTo(sink));
    return key;
  }

  private static ChunkStore.Content failingAfter(int length, IOException fault) {
    return sink ->
        new BrokenInputStream(new PatternedInputStream(length), length, fault).transferTo(sink);
  }

  private byte[] read(ObjectKey key, long start, long length) throws IOException {
    try (InputStream in = store.open(key, range(start, length))) {
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
