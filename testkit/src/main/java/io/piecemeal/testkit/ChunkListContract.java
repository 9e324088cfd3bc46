package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.StoredFile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reading which chunks a file consists of. */
interface ChunkListContract extends LedgerContract {

  @Test
  default void chunksComeInOrderWithAllThatIsKnownOfThem() {
    ChunkObject plain = Samples.chunk(5);
    ChunkObject digested = Samples.chunkWithDigest(7);
    StoredFile one = committed(files().append(Samples.append(opened(ALICE), plain)));
    StoredFile two = committed(files().append(Samples.append(one, digested)));

    assertThat(chunks(two))
        .containsExactly(
            new Chunk(bytes(0), plain, Chunk.Home.STORE, one.updatedAt()),
            new Chunk(bytes(5), digested, Chunk.Home.STORE, two.updatedAt()));
  }

  @Test
  default void anEmptyFileHasNoChunks() {
    assertThat(catalog().chunks(opened(ALICE), ByteCount.ZERO, 10)).contains(List.of());
  }

  @Test
  default void onlyChunksThatEndBehindTheStartAreReturned() {
    StoredFile file = filled(ALICE, 5, 7, 9);
    List<Chunk> all = chunks(file);

    assertThat(catalog().chunks(file, bytes(4), 10)).contains(all);
    assertThat(catalog().chunks(file, bytes(5), 10)).contains(all.subList(1, 3));
    assertThat(catalog().chunks(file, bytes(11), 10)).contains(all.subList(1, 3));
    assertThat(catalog().chunks(file, bytes(12), 10)).contains(all.subList(2, 3));
    assertThat(catalog().chunks(file, bytes(20), 10)).contains(all.subList(2, 3));
    assertThat(catalog().chunks(file, bytes(21), 10)).contains(List.of());
    assertThat(catalog().chunks(file, bytes(1L << 50), 10)).contains(List.of());
  }

  @Test
  default void noMoreChunksThanTheLimitAreReturned() {
    StoredFile file = filled(ALICE, 5, 7, 9);

    assertThat(catalog().chunks(file, ByteCount.ZERO, 1)).contains(chunks(file).subList(0, 1));
    assertThat(catalog().chunks(file, bytes(5), 1)).contains(chunks(file).subList(1, 2));
  }

  @Test
  default void chunksAppendedSinceBelongToTheSameRevision() {
    StoredFile before = filled(ALICE, 5);
    StoredFile after = appended(before, 7);

    assertThat(catalog().chunks(before, ByteCount.ZERO, 10)).contains(chunks(after));
  }

  @Test
  default void anEarlierRevisionHasNoChunksToRead() {
    StoredFile before = filled(ALICE, 5, 7);
    rewind(before, bytes(5));

    assertThat(catalog().chunks(before, ByteCount.ZERO, 10)).isEqualTo(Optional.empty());
  }

  @Test
  default void anExpiredFileHasNoChunksToRead() {
    StoredFile file = filled(ALICE, 5, 7);
    letTimePass(RETENTION.sinceLastChunk());

    assertThat(catalog().chunks(file, ByteCount.ZERO, 10)).isEqualTo(Optional.empty());
  }

  @Test
  default void chunksOfOtherFilesAreNotMixedIn() {
    filled(ALICE, 5, 7);
    StoredFile file = filled(ALICE, 3);

    assertThat(chunks(file)).hasSize(1);
  }
}
