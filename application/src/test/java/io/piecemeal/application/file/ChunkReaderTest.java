package io.piecemeal.application.file;

import static io.piecemeal.testkit.Samples.bytes;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.InlineObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.testkit.InMemoryChunkStore;
import io.piecemeal.testkit.Samples;
import io.piecemeal.testkit.TestClock;
import java.io.IOException;
import java.nio.channels.Channels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChunkReaderTest {

  private static final int LENGTH = 16 << 10;

  private final Map<ObjectKey, InlineObject> rows = new HashMap<>();
  private final List<Integer> asked = new ArrayList<>();
  private final ChunkReader reader =
      new ChunkReader(new InMemoryChunkStore(new TestClock()), this::read, bytes(1 << 30));

  private List<InlineObject> read(Collection<ObjectKey> keys) {
    asked.add(keys.size());
    return keys.stream().filter(rows::containsKey).map(rows::get).toList();
  }

  private Chunk chunk(Chunk.Home home) {
    return new Chunk(bytes(0), Samples.chunk(LENGTH), home, Instant.EPOCH);
  }

  private Chunk inline(byte first) {
    Chunk chunk = chunk(Chunk.Home.LEDGER);
    byte[] content = new byte[LENGTH];
    content[0] = first;
    content[LENGTH - 1] = 'z';
    rows.put(chunk.key(), new InlineObject(chunk.key(), content));
    return chunk;
  }

  private String read(Chunk chunk, long start, long length, Collection<Chunk> next)
      throws IOException {
    try (var in =
        Channels.newInputStream(
            reader.open(chunk, new ByteRange(bytes(start), bytes(length)), next))) {
      return new String(in.readAllBytes(), US_ASCII);
    }
  }

  @Test
  void partsOfAChunkInTheLedgerAreRead() throws IOException {
    Chunk chunk = inline((byte) 'a');

    assertThat(read(chunk, 0, 1, List.of())).isEqualTo("a");
    assertThat(read(chunk, LENGTH - 1, 1, List.of())).isEqualTo("z");
    assertThat(read(chunk, 0, LENGTH, List.of())).hasSize(LENGTH);
  }

  @Test
  void followingChunksOfTheLedgerAreReadAheadUpToAQuarterOfAMegabyte() throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      chunks.add(inline((byte) ('a' + i % 20)));
    }

    for (int i = 0; i < chunks.size(); i++) {
      assertThat(read(chunks.get(i), 0, 1, chunks.subList(i + 1, chunks.size())))
          .isEqualTo(String.valueOf((char) ('a' + i % 20)));
    }

    assertThat(asked).containsExactly(16, 16, 8);
  }

  @Test
  void readingAheadEndsBeforeAChunkOfTheStore() throws IOException {
    Chunk one = inline((byte) 'a');
    Chunk two = inline((byte) 'b');

    read(one, 0, 1, List.of(two, chunk(Chunk.Home.STORE), inline((byte) 'c')));

    assertThat(asked).containsExactly(2);
  }

  @Test
  void whatWasReadAheadAndPassedOverIsNotKept() throws IOException {
    Chunk one = inline((byte) 'a');
    Chunk passed = inline((byte) 'b');
    read(one, 0, 1, List.of(passed));
    read(inline((byte) 'c'), 0, 1, List.of());

    assertThat(read(passed, 0, 1, List.of())).isEqualTo("b");

    assertThat(asked).containsExactly(2, 1, 1);
  }

  @Test
  void bytesThatTheLedgerDoesNotHaveAreDamage() {
    Chunk missing = chunk(Chunk.Home.LEDGER);
    assertThatThrownBy(() -> read(missing, 0, 1, List.of()))
        .isInstanceOf(StorageFailure.Damaged.class);

    Chunk cut = chunk(Chunk.Home.LEDGER);
    rows.put(cut.key(), new InlineObject(cut.key(), new byte[LENGTH - 1]));
    assertThatThrownBy(() -> read(cut, 0, 1, List.of())).isInstanceOf(StorageFailure.Damaged.class);
  }
}
