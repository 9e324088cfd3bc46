package io.piecemeal.application.file;

import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.testkit.Samples;
import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store is told of the chunks that come next. */
final class ExpectedChunksTest {

  private static final int LENGTH = 10;

  private final List<String> calls = new ArrayList<>();
  private final Recorder store = new Recorder();
  private final Chunk one = chunk(0, Chunk.Home.STORE);
  private final Chunk two = chunk(LENGTH, Chunk.Home.STORE);
  private final Chunk three = chunk(2 * LENGTH, Chunk.Home.STORE);

  private static Chunk chunk(long offset, Chunk.Home home) {
    return new Chunk(bytes(offset), Samples.chunk(LENGTH), home, Instant.EPOCH);
  }

  private ChunkReader readerUpTo(long end) {
    return new ChunkReader(
        store,
        _ -> {
          throw new AssertionError("nothing is in the ledger");
        },
        bytes(end));
  }

  private static ByteRange whole() {
    return new ByteRange(ByteCount.ZERO, bytes(LENGTH));
  }

  @Test
  void theNextChunkIsExpectedBeforeOneIsOpenedAndOpenedAsExpected() throws Exception {
    try (ChunkReader reader = readerUpTo(3L * LENGTH)) {
      reader.open(one, whole(), List.of(two, three)).close();
      reader.open(two, whole(), List.of(three)).close();
      reader.open(three, whole(), List.of()).close();
    }

    assertThat(calls)
        .containsExactly(
            "expect " + two.key(),
            "open " + one.key(),
            "expect " + three.key(),
            "open expected " + two.key(),
            "close " + two.key(),
            "open expected " + three.key(),
            "close " + three.key());
  }

  @Test
  void noMoreOfAChunkIsExpectedThanWillBeRead() throws Exception {
    try (ChunkReader reader = readerUpTo(LENGTH + 3)) {
      reader.open(one, whole(), List.of(two)).close();
      reader.open(two, new ByteRange(ByteCount.ZERO, bytes(3)), List.of(three)).close();
    }

    assertThat(store.expected).containsExactly(new ByteRange(ByteCount.ZERO, bytes(3)));
    assertThat(calls).contains("open expected " + two.key());
  }

  @Test
  void aChunkOfTheLedgerIsNotExpected() throws Exception {
    try (ChunkReader reader = readerUpTo(2L * LENGTH)) {
      reader.open(one, whole(), List.of(chunk(LENGTH, Chunk.Home.LEDGER))).close();
    }

    assertThat(store.expected).isEmpty();
  }

  @Test
  void whatIsNotAskedForIsLetGo() throws Exception {
    ChunkReader reader = readerUpTo(3L * LENGTH);
    reader.open(one, whole(), List.of(two)).close();
    reader.open(three, whole(), List.of()).close();
    assertThat(calls).endsWith("open " + three.key(), "close " + two.key());

    reader.open(one, whole(), List.of(two)).close();
    reader.close();
    assertThat(calls).endsWith("open " + one.key(), "close " + two.key());
  }

  @Test
  void whatIsExpectedIsLetGoWhereOneCannotBeOpened() {
    try (ChunkReader reader = readerUpTo(3L * LENGTH)) {
      store.broken = true;
      assertThatThrownBy(() -> reader.open(one, whole(), List.of(two)))
          .isInstanceOf(StorageFailure.Damaged.class);
    }

    assertThat(calls).endsWith("close " + two.key());
  }

  /** Has objects of zeros under all keys. */
  private final class Recorder implements ChunkStore {

    private final List<ByteRange> expected = new ArrayList<>();
    private boolean broken;

    @Override
    public ReadableByteChannel open(ObjectKey key, ByteRange range) {
      calls.add("open " + key);
      if (broken) {
        throw new StorageFailure.Damaged("injected");
      }
      return zeros(range);
    }

    private ReadableByteChannel zeros(ByteRange range) {
      return Channels.newChannel(new ByteArrayInputStream(new byte[(int) range.length().value()]));
    }

    @Override
    public Upcoming expect(ObjectKey key, ByteRange range) {
      calls.add("expect " + key);
      expected.add(range);
      return new Upcoming() {
        @Override
        public ReadableByteChannel open() {
          calls.add("open expected " + key);
          return zeros(range);
        }

        @Override
        public void close() {
          calls.add("close " + key);
        }
      };
    }

    @Override
    public StagedObject begin(Shard shard, ByteCount limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(Collection<ObjectKey> keys) {
      throw new UnsupportedOperationException();
    }
  }
}
