package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Putting one chunk into the place of all. */
interface ReplacementContract extends LedgerContract {

  /** A complete file with a chunk for each length. */
  default CompleteFile complete(long... lengths) {
    return completed(complete(filled(ALICE, lengths), Samples.digest(1)));
  }

  @Test
  default void theFileConsistsOfTheOneChunkFromThenOn() {
    CompleteFile file = complete(5, 7, 1);
    ChunkObject whole = Samples.chunk(13);

    committed(compactions().replace(file, whole));

    assertThat(chunks(file)).extracting(Chunk::object).containsExactly(whole);
    assertThat(chunks(file)).extracting(Chunk::offset).containsExactly(bytes(0));
    assertThat(resolver().resolve(whole.key())).isEqualTo(CommitStatus.LIVE);
  }

  @Test
  default void whatIsKnownOfTheFileStaysAsItIs() {
    CompleteFile file = complete(5, 7, 1);
    ChunkObject whole = Samples.chunk(13);
    letTimePass(Duration.ofMinutes(1));
    Lookup.Live before = (Lookup.Live) catalog().find(ALICE, file.id());

    StoredFile after = committed(compactions().replace(file, whole));

    assertThat(after)
        .usingRecursiveComparison()
        .ignoringFields("content.lastChunk")
        .isEqualTo(before.file());
    assertThat(after.chunks()).isEqualTo(3);
    assertThat(after.lastChunk()).contains(whole);
    assertUnchanged(after);
  }

  @Test
  default void whoHasReadAPartFindsTheRestInTheOneChunk() {
    CompleteFile file = complete(5, 7, 1);
    ChunkObject whole = Samples.chunk(13);
    compactions().replace(file, whole);

    for (long position : new long[] {1, 5, 12}) {
      assertThat(catalog().chunks(file, bytes(position), 10).orElseThrow())
          .extracting(Chunk::object)
          .containsExactly(whole);
    }
    assertThat(catalog().chunks(file, bytes(13), 10)).contains(List.of());
  }

  @Test
  default void theChunksBeforeAreDeadAndDueForRemoval() {
    CompleteFile file = complete(5, 7);
    List<ObjectKey> before = keys(file);

    compactions().replace(file, Samples.chunk(12));

    assertThat(before).allMatch(key -> resolver().resolve(key) == CommitStatus.DEAD);
    assertThat(deletionQueue().claim(Duration.ofMinutes(1), 10)).isEmpty();
    letTimePass(Duration.ofMinutes(1));
    assertThat(deletionQueue().claim(Duration.ofMinutes(1), 10))
        .containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  default void aCompactedFileGoesTheWayOutAsAnyOther() {
    CompleteFile file = complete(5, 7);
    ChunkObject whole = Samples.chunk(12);
    compactions().replace(file, whole);
    files().delete(ALICE, file.id());

    assertThat(deletionQueue().killKeys(10)).isEqualTo(1);
    assertThat(resolver().resolve(whole.key())).isEqualTo(CommitStatus.DEAD);
    assertThat(deletionQueue().purge(Duration.ZERO, 10)).isEqualTo(1);
  }

  @Test
  default void otherFilesAreLeftAlone() {
    StoredFile other = complete(5, 7);

    compactions().replace(complete(5, 7), Samples.chunk(12));

    assertUnchanged(other);
    assertThat(chunks(other)).hasSize(2);
  }

  @Test
  default void aFileThatIsCompactedAlreadyIsSuperseded() {
    CompleteFile file = complete(5, 7);
    ChunkObject whole = Samples.chunk(12);
    compactions().replace(file, whole);

    assertSuperseded(compactions().replace(file, Samples.chunk(12)));

    assertThat(chunks(file)).extracting(Chunk::object).containsExactly(whole);
  }

  @Test
  default void aFileThatIsNotCompleteIsSuperseded() {
    UploadSession file = filled(ALICE, 5, 7);
    CompleteFile never = file.complete(Samples.digest(1));

    assertSuperseded(compactions().replace(never, Samples.chunk(12)));

    assertUnchanged(file);
    assertThat(chunks(file)).hasSize(2);
  }

  @Test
  default void aFileThatWasDeletedIsSuperseded() {
    CompleteFile file = complete(5, 7);
    List<ObjectKey> keys = keys(file);
    files().delete(ALICE, file.id());

    assertSuperseded(compactions().replace(file, Samples.chunk(12)));

    deletionQueue().killKeys(10);
    assertThat(deletionQueue().claim(Duration.ZERO, 10)).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  default void aFileThatExpiredIsSuperseded() {
    CompleteFile file = complete(5, 7);
    letTimePass(RETENTION.sinceLastChunk());

    assertSuperseded(compactions().replace(file, Samples.chunk(12)));

    assertGone(file);
    assertThat(deletionQueue().claim(Duration.ZERO, 10)).isEmpty();
  }

  @Test
  default void aChunkOfAnotherLengthIsNotTheFile() {
    CompleteFile file = complete(5, 7);

    assertSuperseded(compactions().replace(file, Samples.chunk(11)));
    assertSuperseded(compactions().replace(file, Samples.chunk(13)));

    assertUnchanged(file);
    assertThat(chunks(file)).hasSize(2);
  }

  @Test
  default void aChunkOfAnotherShardCannotBecomeTheFile() {
    CompleteFile file = complete(5, 7);
    ChunkObject whole = Samples.chunk(new Shard(7), 12);

    assertThatThrownBy(() -> compactions().replace(file, whole))
        .isInstanceOf(RuntimeException.class);

    assertUnchanged(file);
    assertThat(chunks(file)).hasSize(2);
    assertThat(resolver().resolve(whole.key())).isEqualTo(CommitStatus.DEAD);
  }

  @Test
  default void aDeadKeyCannotBecomeTheFile() {
    CompleteFile file = complete(5, 7);
    List<ObjectKey> before = keys(file);
    ChunkObject whole = Samples.chunk(12);
    resolver().resolve(whole.key());

    assertThatThrownBy(() -> compactions().replace(file, whole))
        .isInstanceOf(StorageFailure.Unavailable.class);

    assertUnchanged(file);
    assertThat(keys(file)).isEqualTo(before);
    assertThat(before).allMatch(key -> resolver().resolve(key) == CommitStatus.LIVE);
  }

  @RepeatedTest(5)
  default void ofManyReplacementsExactlyOneIsCommitted() {
    CompleteFile file = complete(5, 7);
    List<ChunkObject> copies = List.of(Samples.chunk(12), Samples.chunk(12), Samples.chunk(12));

    List<Commit> commits = Race.run(3, lane -> compactions().replace(file, copies.get(lane)));

    assertThat(commits).filteredOn(Commit.Committed.class::isInstance).hasSize(1);
    assertThat(chunks(file)).hasSize(1);
    assertThat(copies)
        .filteredOn(copy -> resolver().resolve(copy.key()) == CommitStatus.LIVE)
        .hasSize(1);
  }

  @RepeatedTest(10)
  default void ofAReplacementAndASettlementOfItsKeyExactlyOneWins() {
    CompleteFile file = complete(5, 7);
    ChunkObject whole = Samples.chunk(12);

    List<Boolean> results =
        Race.run(
            List.<Callable<Boolean>>of(
                () -> tryReplace(file, whole),
                () -> resolver().resolve(whole.key()) == CommitStatus.LIVE));

    boolean replaced = results.getFirst();
    boolean resolvedLive = results.getLast();
    assertThat(resolvedLive).isEqualTo(replaced);
    assertThat(chunks(file)).hasSize(replaced ? 1 : 2);
  }

  private boolean tryReplace(CompleteFile file, ChunkObject whole) {
    try {
      committed(compactions().replace(file, whole));
      return true;
    } catch (StorageFailure.Unavailable declaredDead) {
      return false;
    }
  }

  @RepeatedTest(5)
  default void whatADeletionMeetsIsAllDueForRemovalInTheEnd() {
    CompleteFile file = complete(5, 7);
    List<ObjectKey> before = keys(file);
    ChunkObject whole = Samples.chunk(12);

    List<Commit> commits =
        Race.run(
            List.<Callable<Commit>>of(
                () -> compactions().replace(file, whole), () -> files().delete(ALICE, file.id())));

    assertThat(commits.getLast()).isInstanceOf(Commit.Committed.class);
    deletionQueue().killKeys(10);
    Optional<ObjectKey> entered =
        Optional.of(whole.key()).filter(key -> commits.getFirst() instanceof Commit.Committed);
    List<ObjectKey> dead = deletionQueue().claim(Duration.ZERO, 10);
    assertThat(dead).containsAll(before).hasSize(before.size() + (int) entered.stream().count());
    entered.ifPresent(key -> assertThat(dead).contains(key));
  }
}
