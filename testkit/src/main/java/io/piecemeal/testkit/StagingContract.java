package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.StoreFixture.Breakable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link StagedObject} does. */
public abstract class StagingContract extends StoreSuite {

  private static final int[] SIZES = {1, 10, 70_000, 524_288, 700_000, LARGE};

  /** More than the least that stores append by themselves. */
  private static final int HUGE = 6 * 1024 * 1024 + 7;

  protected StagingContract() {}

  @Test
  final void whatIsNotKeptLeavesNothing() throws IOException {
    written(10);
    for (int size : SIZES) {
      List<String> before = leftovers();

      try (StagedObject staged = staged(size)) {
        assertThat(bytes(staged, 0, size)).hasSize(size);
      }
      staged(size).close();

      assertThat(leftovers()).containsExactlyInAnyOrderElementsOf(before);
    }
  }

  @Test
  final void whatWasWrittenIsReadInPartsBeforeItIsKeptAndIsTheObjectThen() throws IOException {
    for (int size : SIZES) {
      byte[] whole = PatternedInputStream.bytes(size);
      try (StagedObject staged = staged(size)) {
        assertThat(bytes(staged, 0, size)).isEqualTo(whole);
        assertThat(bytes(staged, size - 1, 1)).isEqualTo(Arrays.copyOfRange(whole, size - 1, size));
        assertThat(bytes(staged, 0, 1)).isEqualTo(Arrays.copyOf(whole, 1));

        ObjectKey key = staged.keep();

        assertThat(read(key, 0, size)).isEqualTo(whole);
        assertThat(readFrom(fixture().secondNode(), key, 0, size)).isEqualTo(whole);
      }
    }
  }

  /** Small and large, with and without bytes that are written between them. */
  @Test
  final void partsOfObjectsThatAreAppendedAreAsIfTheyWereWritten() throws IOException {
    ObjectKey small = written(100);
    ObjectKey huge = written(HUGE);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    try (StagedObject staged = store().begin(Samples.SHARD, Samples.bytes(4L * HUGE))) {
      append(small, 0, 100, staged, expected);
      append(huge, 0, HUGE, staged, expected);
      append(huge, 1, HUGE - 3, staged, expected);
      staged.sink().write(PatternedInputStream.bytes(10));
      expected.writeBytes(PatternedInputStream.bytes(10));
      append(huge, HUGE - 5, 5, staged, expected);
      append(small, 50, 50, staged, expected);
      byte[] whole = expected.toByteArray();
      assertThat(Arrays.equals(bytes(staged, 0, whole.length), whole)).isTrue();

      ObjectKey key = staged.keep();

      assertThat(Arrays.equals(read(key, 0, whole.length), whole)).isTrue();
      assertThat(Arrays.equals(readFrom(fixture().secondNode(), key, 0, whole.length), whole))
          .isTrue();
    }
  }

  @Test
  final void anObjectToWhichPartsWereAppendedLeavesNothingIfItIsNotKept() throws IOException {
    ObjectKey huge = written(HUGE);
    List<String> before = leftovers();

    try (StagedObject staged = store().begin(Samples.SHARD, Samples.bytes(2L * HUGE))) {
      append(huge, 0, HUGE, staged, new ByteArrayOutputStream());
      append(huge, 0, HUGE, staged, new ByteArrayOutputStream());
    }

    assertThat(leftovers()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  final void noMoreThanTheLimitIsAppended() throws IOException {
    ObjectKey huge = written(HUGE);
    try (StagedObject staged = store().begin(Samples.SHARD, Samples.bytes(HUGE))) {
      staged.sink().write(1);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> append(huge, 0, HUGE, staged, new ByteArrayOutputStream()));
    }
  }

  private void append(
      ObjectKey key, long start, long length, StagedObject staged, ByteArrayOutputStream expected)
      throws IOException {
    byte[] part = read(key, start, length);
    if (!staged.append(key, range(start, length))) {
      staged.sink().write(part);
    }
    expected.writeBytes(part);
  }

  @Test
  final void whatWasKeptStaysWhenItIsClosed() throws IOException {
    for (int size : SIZES) {
      StagedObject staged = staged(size);
      ObjectKey key = staged.keep();

      staged.close();
      staged.close();

      assertThat(read(key, 0, size)).isEqualTo(PatternedInputStream.bytes(size));
    }
  }

  @Test
  final void closeDoesNotThrowWhereNothingCanBeRemoved() throws IOException {
    for (int size : SMALL_AND_LARGE) {
      Breakable failing =
          Offer.of(fixture().failingRemoval(), "this fixture cannot let a removal fail");
      StagedObject staged = stagedOn(failing.store(), size);
      failing.fail().run();

      assertThatCode(staged::close).as("close of %d bytes", size).doesNotThrowAnyException();

      failing.heal().run();
    }
  }

  @Test
  final void closeDoesNotThrowAfterAFailure() throws IOException {
    for (int size : SMALL_AND_LARGE) {
      Breakable failing = Offer.of(fixture().failingSync(), StoreFaultsContract.NO_FAILING_SYNC);
      StagedObject staged = stagedOn(failing.store(), size);
      failing.fail().run();
      assertThatThrownBy(staged::keep).isInstanceOf(StorageFailure.Unavailable.class);

      assertThatCode(staged::close).as("close of %d bytes", size).doesNotThrowAnyException();

      failing.heal().run();
    }
  }

  @Test
  final void thereIsOneSink() {
    try (StagedObject staged = store().begin(Samples.SHARD, ObjectWriting.LIMIT)) {
      assertThat(staged.sink()).isSameAs(staged.sink());
    }
  }

  @Test
  final void moreThanTheLimitIsRefused() throws IOException {
    for (int limit : new int[] {10, 70_000, LARGE}) {
      try (StagedObject staged = store().begin(Samples.SHARD, Samples.bytes(limit))) {
        new PatternedInputStream(limit).transferTo(staged.sink());

        assertThatIllegalArgumentException().isThrownBy(() -> staged.sink().write(1));
        assertThatIllegalArgumentException().isThrownBy(() -> staged.sink().write(new byte[2]));
      }
    }
  }

  @Test
  final void bytesMayBeWrittenInPiecesOfAnySize() throws IOException {
    byte[] whole = PatternedInputStream.bytes(200_000);
    ObjectKey key =
        ObjectWriting.write(
            store(),
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
            store(),
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

    assertThatThrownBy(() -> ObjectWriting.write(store(), failingAfter(10, broken)))
        .isSameAs(broken);
    assertThatThrownBy(() -> ObjectWriting.write(store(), failingAfter(LARGE - 1, broken)))
        .isSameAs(broken);

    assertThat(read(written(10), 0, 10)).isEqualTo(PatternedInputStream.bytes(10));
  }

  @Test
  final void objectsWrittenAtTheSameTimeDoNotMix() {
    Race.run(
        8,
        lane -> {
          byte[] whole = new byte[lane % 2 == 0 ? 500_000 + lane : 5_000 + lane];
          Arrays.fill(whole, (byte) lane);
          ObjectKey key = ObjectWriting.write(store(), sink -> sink.write(whole));
          assertThat(read(key, 0, whole.length)).isEqualTo(whole);
          return key;
        });
  }

  private static ObjectWriting.Content failingAfter(int length, IOException fault) {
    return sink ->
        new BrokenInputStream(new PatternedInputStream(length), length, fault).transferTo(sink);
  }

  private byte[] bytes(StagedObject staged, long start, long length) throws IOException {
    try (InputStream in = Channels.newInputStream(staged.open(range(start, length)))) {
      return in.readAllBytes();
    }
  }
}
