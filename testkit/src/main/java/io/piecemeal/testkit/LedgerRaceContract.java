package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.append;
import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What holds when several do things at once. */
interface LedgerRaceContract extends LedgerContract {

  @Test
  default void ofManyAppendsToTheSameEndExactlyOneIsCommitted() {
    StoredFile seen = filled(ALICE, 5);

    List<Commit> commits = Race.run(20, lane -> files().append(append(seen, Samples.chunk(7))));

    assertThat(commits).filteredOn(Commit.Committed.class::isInstance).hasSize(1);
    StoredFile winner =
        commits.stream()
            .filter(Commit.Committed.class::isInstance)
            .map(this::committed)
            .findFirst()
            .orElseThrow();
    assertThat(winner.size()).isEqualTo(bytes(12));
    assertUnchanged(winner);
    assertThat(chunks(winner)).hasSize(2);
  }

  @Test
  default void appendsThatTryAgainAtTheNewEndAllGetThere() {
    StoredFile opened = opened(ALICE);

    Race.run(8, lane -> appendUntilCommitted(opened, Samples.chunk(lane + 1)));

    StoredFile file = now(opened);
    assertThat(file.chunks()).isEqualTo(8);
    assertThat(file.size()).isEqualTo(bytes(36));
    assertThat(chunks(file).getLast().end()).isEqualTo(file.size());
  }

  @Test
  default void appendsToManyFilesAtOnceEachHaveTheirOwnOutcome() {
    List<UploadSession> files = IntStream.range(0, 24).mapToObj(lane -> filled(ALICE, 3)).toList();
    List<ChunkObject> chunks =
        IntStream.range(0, 24)
            .mapToObj(lane -> lane % 5 == 0 ? Samples.chunkWithDigest(9) : Samples.chunk(lane + 1))
            .toList();
    // Every sixth is too late: another append was first; every seventh has a key that is dead.
    IntStream.range(0, 24).filter(lane -> lane % 6 == 1).forEach(i -> appended(files.get(i), 2));
    IntStream.range(0, 24)
        .filter(lane -> lane % 7 == 2)
        .forEach(i -> resolver().resolve(chunks.get(i).key()));

    List<String> outcomes =
        Race.run(24, lane -> outcome(append(files.get(lane), chunks.get(lane))));

    for (int lane = 0; lane < 24; lane++) {
      StoredFile now = now(files.get(lane));
      boolean superseded = lane % 6 == 1;
      boolean dead = lane % 7 == 2;
      assertThat(outcomes.get(lane))
          .as("lane %d", lane)
          .isEqualTo(superseded ? "superseded" : dead ? "unavailable" : "committed " + now);
      assertThat(now.chunks()).isEqualTo(superseded || !dead ? 2 : 1);
      assertThat(keys(now).contains(chunks.get(lane).key())).isEqualTo(!superseded && !dead);
    }
  }

  private String outcome(Append append) {
    try {
      return switch (files().append(append)) {
        case Commit.Committed committed -> "committed " + committed.file();
        case Commit.Superseded superseded -> "superseded";
      };
    } catch (StorageFailure.Unavailable e) {
      return "unavailable";
    }
  }

  private Commit appendUntilCommitted(StoredFile start, ChunkObject chunk) {
    StoredFile seen = start;
    while (true) {
      Commit commit = files().append(append(seen, chunk));
      if (commit instanceof Commit.Committed) {
        return commit;
      }
      seen = now(start);
    }
  }

  @RepeatedTest(20)
  default void ofAnAppendAndASettlementOfItsKeyExactlyOneWins() {
    StoredFile seen = opened(ALICE);
    ChunkObject chunk = Samples.chunk(7);

    List<Boolean> results =
        Race.run(
            List.<Callable<Boolean>>of(
                () -> tryAppend(seen, chunk),
                () -> resolver().resolve(chunk.key()) == CommitStatus.LIVE));

    boolean appended = results.getFirst();
    boolean resolvedLive = results.getLast();
    assertThat(resolvedLive).isEqualTo(appended);
    assertThat(now(seen).chunks()).isEqualTo(appended ? 1 : 0);
  }

  private boolean tryAppend(StoredFile seen, ChunkObject chunk) {
    try {
      committed(files().append(append(seen, chunk)));
      return true;
    } catch (StorageFailure.Unavailable declaredDead) {
      return false;
    }
  }

  @RepeatedTest(5)
  default void ofAnAppendARewindAndACompletionExactlyOneIsCommitted() {
    StoredFile seen = filled(ALICE, 5, 7);

    List<Commit> commits =
        Race.run(
            List.<Callable<Commit>>of(
                () -> files().append(append(seen, Samples.chunk(1))),
                () -> rewind(seen, bytes(5)),
                () -> complete(seen, Samples.digest(1))));

    assertThat(commits).filteredOn(Commit.Committed.class::isInstance).hasSize(1);
    StoredFile file = now(seen);
    assertThat(chunks(file)).hasSize(file.chunks());
    assertThat(chunks(file).getLast().end()).isEqualTo(file.size());
  }

  @Test
  default void ofManyDeletionsExactlyOneIsCommitted() {
    StoredFile file = filled(ALICE, 5);

    List<Commit> commits = Race.run(8, lane -> files().delete(ALICE, file.id()));

    assertThat(commits).filteredOn(Commit.Committed.class::isInstance).hasSize(1);
  }
}
