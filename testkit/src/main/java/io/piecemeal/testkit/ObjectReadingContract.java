package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ChunkStore.Upcoming;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
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
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Reading objects, and parts of them. */
interface ObjectReadingContract extends StoreContract {

  /** On both sides of powers of two, where stores tend to change their ways. */
  List<Integer> SIZES =
      List.of(1, 2, 4095, 4096, 4097, 16_384, 65_535, 65_536, 65_537, 131_072, 1_048_577);

  /** More than a request brings at once, as what is made of many chunks has. */
  int HUGE = 20 * 1024 * 1024 + 5;

  /** Less than the port allows, as no medium is silent here. */
  Duration LETTING_GO = Duration.ofSeconds(5);

  @Test
  default void anObjectReadsBackAsItWasWritten() throws IOException {
    ObjectKey key = written(LARGE);

    assertThat(read(key, 0, LARGE)).isEqualTo(PatternedInputStream.bytes(LARGE));
  }

  @Test
  default void aHugeObjectReadsBackFromItsFirstByteToItsLast() throws IOException {
    ObjectKey key = written(HUGE);

    try (InputStream in = Channels.newInputStream(store().open(key, range(0, HUGE)))) {
      assertThat(in).hasSameContentAs(new PatternedInputStream(HUGE));
    }
  }

  @Test
  default void anyRangeOfAnObjectCanBeRead() throws IOException {
    ObjectKey key = written(LARGE);
    byte[] whole = PatternedInputStream.bytes(LARGE);

    assertThat(read(key, 0, 1)).isEqualTo(Arrays.copyOfRange(whole, 0, 1));
    assertThat(read(key, 65_535, 131_074)).isEqualTo(Arrays.copyOfRange(whole, 65_535, 196_609));
    assertThat(read(key, LARGE - 1, 1)).isEqualTo(Arrays.copyOfRange(whole, LARGE - 1, LARGE));
    assertThat(read(key, LARGE, 0)).isEmpty();
  }

  @Test
  default void aRangeCanBeReadByteByByteAndEnds() throws IOException {
    ObjectKey key = written(10);
    byte[] whole = PatternedInputStream.bytes(10);

    try (InputStream in = Channels.newInputStream(store().open(key, range(7, 2)))) {
      assertThat(in.read()).isEqualTo(whole[7] & 0xff);
      assertThat(in.read()).isEqualTo(whole[8] & 0xff);
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[8])).isEqualTo(-1);
    }
  }

  @Test
  default void aByteOfAllOnesIsNotTakenForTheEnd() throws IOException {
    ObjectKey key = ObjectWriting.write(store(), sink -> sink.write(0xff));

    try (InputStream in = Channels.newInputStream(store().open(key, range(0, 1)))) {
      assertThat(in.read()).isEqualTo(0xff);
    }
  }

  @Test
  default void objectsOfEverySizeReadBackOneBesideTheOther() throws IOException {
    Map<ObjectKey, byte[]> written = new LinkedHashMap<>();
    for (int size : SIZES) {
      written.put(written(size), PatternedInputStream.bytes(size));
    }

    assertThat(written).hasSize(SIZES.size());
    for (Map.Entry<ObjectKey, byte[]> object : written.entrySet()) {
      byte[] bytes = object.getValue();
      assertThat(read(object.getKey(), 0, bytes.length)).isEqualTo(bytes);
      assertDamaged(object.getKey(), range(0, bytes.length + 1));
    }
  }

  @Test
  default void aRangeBehindTheEndIsDamage() throws IOException {
    ObjectKey key = written(100);

    assertDamaged(key, range(0, 101));
    assertDamaged(key, range(100, 1));
    assertDamaged(key, range(50, LARGE));
  }

  @Test
  default void anObjectThatNeverWasIsDamage() {
    assertDamaged(Samples.objectKey(), range(0, 1));
  }

  @Test
  default void damageIsToldWhenAnObjectIsOpened() throws IOException {
    ObjectKey small = written(100);
    ObjectKey large = written(LARGE);

    assertNotOpened(Samples.objectKey(), range(0, 1));
    assertNotOpened(small, range(0, 101));
    assertNotOpened(large, range(1, LARGE));
    store().delete(List.of(small, large));
    assertNotOpened(small, range(0, 1));
    assertNotOpened(large, range(0, 1));
  }

  private void assertNotOpened(ObjectKey key, ByteRange range) {
    assertThatThrownBy(() -> store().open(key, range).close())
        .as("open of %s of object %s", range, key)
        .isInstanceOf(StorageFailure.Damaged.class);
  }

  @Test
  default void bytesAreReadIntoAPartOfABufferOutsideOfTheHeap() throws IOException {
    for (int size : SMALL_AND_LARGE) {
      ObjectKey key = written(size);
      ByteBuffer target = ByteBuffer.allocateDirect(size + 2).position(1).limit(size + 1);

      try (ReadableByteChannel channel = store().open(key, range(0, size))) {
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
  default void aChannelThatIsClosedHoldsNothing() throws IOException {
    for (int size : SMALL_AND_LARGE) {
      ObjectKey key = written(size);
      List<String> before = leftovers();

      ReadableByteChannel channel = store().open(key, range(0, size));
      channel.read(ByteBuffer.allocate(10));
      channel.close();

      assertThat(channel.isOpen()).isFalse();
      assertThat(leftovers()).containsExactlyInAnyOrderElementsOf(before);
    }
  }

  @Test
  default void whatIsExpectedReadsAsWhatIsOpened() throws IOException {
    for (int size : SMALL_AND_LARGE) {
      ObjectKey key = written(size);
      try (Upcoming part = store().expect(key, range(10, 50));
          Upcoming whole = store().expect(key, range(0, size))) {
        assertThat(readFrom(whole)).isEqualTo(PatternedInputStream.bytes(size));
        assertThat(readFrom(part))
            .isEqualTo(Arrays.copyOfRange(PatternedInputStream.bytes(size), 10, 60));
      }
    }
  }

  @Test
  default void aChannelOfWhatWasExpectedOutlivesTheExpectation() throws IOException {
    for (int size : SMALL_AND_LARGE) {
      ReadableByteChannel channel;
      try (Upcoming upcoming = store().expect(written(size), range(0, size))) {
        channel = upcoming.open();
      }

      try (InputStream in = Channels.newInputStream(channel)) {
        assertThat(in.readAllBytes()).isEqualTo(PatternedInputStream.bytes(size));
      }
    }
  }

  @Test
  default void damageOfWhatIsExpectedIsToldWhenItIsOpened() throws IOException {
    for (int size : SMALL_AND_LARGE) {
      ObjectKey deleted = written(size);
      store().delete(List.of(deleted));

      assertExpectedAndNotOpened(deleted, range(0, 1));
      assertExpectedAndNotOpened(written(size), range(1, size));
    }
    assertExpectedAndNotOpened(Samples.objectKey(), range(0, 1));
  }

  private void assertExpectedAndNotOpened(ObjectKey key, ByteRange range) {
    try (Upcoming upcoming = store().expect(key, range)) {
      assertThatThrownBy(() -> upcoming.open().close())
          .as("open of what was expected: %s of object %s", range, key)
          .isInstanceOf(StorageFailure.Damaged.class);
    }
  }

  /** More than a store may open in advance. */
  @Test
  default void anyNumberOfObjectsCanBeExpected() throws IOException {
    ObjectKey key = written(LARGE);
    List<Upcoming> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      expected.add(store().expect(key, range(i, 100)));
    }

    for (int i = 0; i < expected.size(); i++) {
      try (Upcoming upcoming = expected.get(i)) {
        assertThat(readFrom(upcoming))
            .isEqualTo(Arrays.copyOfRange(PatternedInputStream.bytes(LARGE), i, i + 100));
      }
    }
  }

  @Test
  default void whatIsExpectedAndNotOpenedHoldsNothing() throws Exception {
    for (int size : SMALL_AND_LARGE) {
      ObjectKey key = written(size);
      List<String> before = leftovers();

      store().expect(key, range(0, size)).close();
      store().expect(Samples.objectKey(), range(0, 1)).close();

      awaitLeftovers(before);
    }
  }

  private void awaitLeftovers(List<String> expected) throws IOException {
    long end = System.nanoTime() + LETTING_GO.toNanos();
    List<String> found = leftovers();
    while (!(found.size() == expected.size() && found.containsAll(expected))
        && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      found = leftovers();
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static byte[] readFrom(Upcoming upcoming) throws IOException {
    try (InputStream in = Channels.newInputStream(upcoming.open())) {
      return in.readAllBytes();
    }
  }
}
