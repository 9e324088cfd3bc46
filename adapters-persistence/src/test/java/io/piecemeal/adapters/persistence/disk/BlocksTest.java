package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.adapters.persistence.disk.Blocks.Block;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.testkit.ObjectWriting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlocksTest {

  private static final long MEMORY = 512 << 20;

  private final Blocks blocks = new Blocks(MEMORY);

  @TempDir private Path directory;

  @Test
  void aBlockIsUsedAgainAndEmptyThen() {
    Block first = blocks.take();
    ByteBuffer bytes = first.bytes();
    bytes.put((byte) 1).limit(5);
    first.close();

    ByteBuffer again = blocks.take().bytes();

    assertThat(again).isSameAs(bytes);
    assertThat(again.position()).isZero();
    assertThat(again.limit()).isEqualTo(Blocks.SIZE);
    assertThat(blocks.take().bytes()).isNotSameAs(bytes);
  }

  @Test
  void whoComesWhenOthersHaveAnEighthOfTheMemoryGetsASmallBlock() {
    Blocks few = new Blocks(2 * 8 * Blocks.SIZE);
    Block first = few.take();
    Block second = few.take();
    Block third = few.take();

    assertThat(first.bytes().capacity()).isEqualTo(Blocks.SIZE);
    assertThat(second.bytes().capacity()).isEqualTo(Blocks.SIZE);
    assertThat(third.bytes().capacity()).isEqualTo(Blocks.SMALL);
    ByteBuffer small = third.bytes();
    third.close();
    assertThat(few.take().bytes()).isSameAs(small);
    first.close();
    second.forfeit();
    assertThat(few.take().bytes()).isSameAs(first.bytes());
    assertThat(few.take().bytes().capacity()).isEqualTo(Blocks.SIZE);
  }

  @Test
  void aSmallMemoryHasOneLargeBlockOnly() {
    Blocks few = new Blocks(Blocks.LARGE);

    assertThat(few.takeLarge()).isPresent();
    assertThat(few.takeLarge()).isEmpty();
  }

  @Test
  void thereAreFewLargeBlocksAndTheyComeBack() {
    List<Block> taken = new ArrayList<>();
    for (Optional<Block> next = blocks.takeLarge(); next.isPresent(); next = blocks.takeLarge()) {
      taken.add(next.get());
    }

    assertThat(taken).hasSize(16);
    taken.getFirst().close();
    assertThat(blocks.takeLarge()).isPresent();
    assertThat(blocks.takeLarge()).isEmpty();
  }

  @Test
  void anObjectOfMediumSizeIsARecordIfALargeBlockIsFreeAndAFileIfNot() throws IOException {
    try (DiskChunkStore store = new DiskChunkStore(directory, ByteCount.ZERO)) {
      byte[] medium = new byte[Blocks.LARGE];

      ObjectWriting.write(store, sink -> sink.write(medium));
      assertThat(files()).isZero();

      holdLargeBlocks(store, 16, medium);
      assertThat(files()).isEqualTo(1);
    }
  }

  /** Writes an object while so many others are being gathered. */
  private static void holdLargeBlocks(DiskChunkStore store, int left, byte[] medium)
      throws IOException {
    ObjectWriting.write(
        store,
        sink -> {
          sink.write(medium, 0, Blocks.SIZE + 1);
          if (left > 0) {
            holdLargeBlocks(store, left - 1, medium);
          }
        });
  }

  private long files() throws IOException {
    try (Stream<Path> paths = Files.walk(directory.resolve("objects"))) {
      return paths.filter(Files::isRegularFile).count();
    }
  }
}
