package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.Entry;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.RequestIdentity;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.StoredFile;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files of several shards, side by side. */
interface ShardContract extends LedgerContract {

  /** The first, some, and the last. */
  List<Shard> SHARDS =
      IntStream.of(0, 1, 0x7ff, 0x800, 0xabc, Shard.COUNT - 1).mapToObj(Shard::new).toList();

  private StoredFile openedIn(Shard shard) {
    return entered(files().open(Samples.newFile(ALICE, shard)));
  }

  @Test
  default void filesOfAllShardsGrowAtTheSameTime() {
    List<StoredFile> files = SHARDS.stream().map(this::openedIn).toList();
    List<ChunkObject> chunks = SHARDS.stream().map(shard -> Samples.chunk(shard, 5)).toList();

    List<StoredFile> grown =
        Race.run(
            files.size(),
            lane -> committed(files().append(Samples.append(files.get(lane), chunks.get(lane)))));

    for (int i = 0; i < files.size(); i++) {
      assertUnchanged(grown.get(i));
      assertThat(catalog().chunks(grown.get(i), bytes(0), 10).orElseThrow())
          .extracting(Chunk::object)
          .containsExactly(chunks.get(i));
    }
  }

  @Test
  default void aFileOfAnyShardIsCutAndDeleted() {
    for (Shard shard : SHARDS) {
      ChunkObject chunk = Samples.chunk(shard, 5);
      StoredFile file = committed(files().append(Samples.append(openedIn(shard), chunk)));

      StoredFile cut = committed(rewind(file, bytes(0)));
      files().delete(ALICE, cut.id());

      assertThat(resolver().resolve(chunk.key())).isEqualTo(CommitStatus.DEAD);
      assertThat(catalog().find(ALICE, cut.id())).isInstanceOf(Lookup.Gone.class);
    }
  }

  @Test
  default void aFileWithAChunkOfAnotherShardIsNotEntered() {
    NewFile file = Samples.newFile(ALICE);
    ChunkObject own = Samples.chunk(5);
    ChunkObject other = Samples.chunk(new Shard(7), 5);

    for (List<ChunkObject> chunks : List.of(List.of(other, own), List.of(own, other))) {
      assertThatThrownBy(() -> files().store(file, chunks, digest(9)))
          .isInstanceOf(RuntimeException.class);
    }

    assertThat(catalog().find(ALICE, file.id())).isEqualTo(new Lookup.Missing());
    assertThat(resolver().resolve(own.key())).isEqualTo(CommitStatus.DEAD);
    assertThat(resolver().resolve(other.key())).isEqualTo(CommitStatus.DEAD);
  }

  @Test
  default void aRequestIsRepeatedWhateverShardTheIdOfItsFileIsIn() {
    RequestIdentity request = new RequestIdentity(new IdempotencyKey("key"), digest(1));
    StoredFile first = entered(files().open(Samples.newFile(ALICE, SHARDS.getFirst()).by(request)));

    for (Shard shard : SHARDS) {
      assertThat(files().open(Samples.newFile(ALICE, shard).by(request)))
          .isEqualTo(new Entry.Repeated(first));
    }
  }
}
