package io.piecemeal.adapters.persistence.postgres;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a statement for several chunks does for each. */
final class AppendsStatementTest {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  private final AppendsStatement appends = new AppendsStatement(POSTGRES.database());

  @BeforeEach
  void empty() {
    POSTGRES.emptied();
  }

  @Test
  void everyChunkBecomesTheEndOfItsFile() {
    StoredFile one = opened();
    StoredFile two = extended(opened(), Samples.chunk(5));
    ChunkObject first = Samples.chunk(7);
    ChunkObject second = Samples.chunkWithDigest(8);

    Map<ObjectKey, StoredFile> files =
        appends.run(List.of(append(one, first), append(two, second)));

    assertThat(files).containsOnlyKeys(first.key(), second.key());
    assertThat(files.get(first.key())).isEqualTo(now(one));
    assertThat(files.get(second.key())).isEqualTo(now(two));
    assertThat(now(two).size()).isEqualTo(Samples.bytes(13));
    List<Chunk> chunks = POSTGRES.catalog().chunks(now(two), ByteCount.ZERO, 10).orElseThrow();
    assertThat(chunks.getLast().object()).isEqualTo(second);
    assertThat(chunks.getLast().offset()).isEqualTo(Samples.bytes(5));
    assertThat(chunks.getLast().createdAt()).isEqualTo(now(two).updatedAt());
  }

  @Test
  void ofTwoThatWantTheSameEndOneHasIt() {
    StoredFile file = opened();
    List<ChunkObject> rivals = List.of(Samples.chunk(7), Samples.chunk(8));

    Map<ObjectKey, StoredFile> files =
        appends.run(rivals.stream().map(chunk -> append(file, chunk)).toList());

    assertThat(files).hasSize(1);
    StoredFile winner = files.values().iterator().next();
    assertThat(winner).isEqualTo(now(file));
    assertThat(winner.lastChunk()).contains(rival(rivals, files));
    assertThat(POSTGRES.catalog().chunks(winner, ByteCount.ZERO, 10).orElseThrow())
        .extracting(Chunk::object)
        .containsExactly(rival(rivals, files));
  }

  private static ChunkObject rival(List<ChunkObject> rivals, Map<ObjectKey, StoredFile> files) {
    return rivals.stream()
        .filter(chunk -> files.containsKey(chunk.key()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFileThatIsNoLongerWhatItWasIsLeftOutAndTheOthersAreNot() {
    StoredFile late = opened();
    extended(late, Samples.chunk(1));
    StoredFile deleted = opened();
    POSTGRES.files().delete(ALICE, deleted.id());
    StoredFile complete = opened();
    POSTGRES.files().complete(complete.requireOpen().complete(Samples.digest(1)));
    StoredFile declared = opened();
    POSTGRES
        .persistence()
        .assembly()
        .declare(declared.requireOpen().declare(Samples.bytes(3), Limits.DEFAULT));
    StoredFile fine = opened();
    ChunkObject chunk = Samples.chunk(7);

    Map<ObjectKey, StoredFile> files =
        appends.run(
            List.of(
                append(late, Samples.chunk(2)),
                append(deleted, Samples.chunk(3)),
                append(fine, chunk),
                append(complete, Samples.chunk(4)),
                append(declared, Samples.chunk(6))));

    assertThat(files).containsOnlyKeys(chunk.key());
  }

  @Test
  void aKeyThatIsDeadUndoesAll() {
    StoredFile one = opened();
    StoredFile two = opened();
    ChunkObject dead = Samples.chunk(7);
    POSTGRES.resolver().resolve(dead.key());
    List<Append> both = List.of(append(one, Samples.chunk(3)), append(two, dead));

    assertThatThrownBy(() -> appends.run(both))
        .isInstanceOfSatisfying(
            StorageFailure.Unavailable.class,
            failure -> assertThat(SqlFailures.isForUsedKey(failure)).isTrue());

    assertThat(now(one)).isEqualTo(one);
    assertThat(now(two)).isEqualTo(two);
  }

  private static StoredFile opened() {
    return Samples.entered(POSTGRES.files().open(Samples.newFile(ALICE)));
  }

  private static StoredFile extended(StoredFile file, ChunkObject chunk) {
    return ((Commit.Committed) POSTGRES.files().append(append(file, chunk))).file();
  }

  private static StoredFile now(StoredFile file) {
    return ((Lookup.Live) POSTGRES.catalog().find(ALICE, file.id())).file();
  }
}
