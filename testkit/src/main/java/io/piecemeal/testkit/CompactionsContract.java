package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.lastAppend;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.Compactions;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link io.piecemeal.application.port.out.Compactions} does. */
public abstract class CompactionsContract extends LedgerSuite implements ReplacementContract {

  private static final Duration LEASE = Duration.ofMinutes(10);

  protected CompactionsContract() {}

  private List<CompleteFile> claimed() {
    return compactions().take(LEASE, 10);
  }

  @Test
  final void aFileInSeveralChunksIsDueFromItsCompletionOn() {
    StoredFile file = filled(ALICE, 5, 7);
    assertThat(claimed()).isEmpty();

    CompleteFile complete = completed(complete(file, Samples.digest(1)));

    assertThat(claimed()).containsExactly(complete);
  }

  @Test
  final void aFileIsDueAlsoIfItsLastChunkCompletedIt() {
    CompleteFile complete =
        completed(
            files().append(lastAppend(filled(ALICE, 5), Samples.chunk(7), Samples.digest(1))));

    assertThat(claimed()).containsExactly(complete);
  }

  @Test
  final void aFileOfOneChunkOrNoneIsNeverDue() {
    complete(opened(ALICE), Samples.digest(1));
    complete(filled(ALICE, 5), Samples.digest(1));
    files().append(lastAppend(opened(ALICE), Samples.chunk(7), Samples.digest(1)));

    assertThat(claimed()).isEmpty();
  }

  @Test
  final void aFileThatWasEnteredWholeIsNeverDue() {
    List<ChunkObject> pieces = List.of(Samples.chunk(5), Samples.chunk(7));
    Samples.entered(files().store(Samples.newFile(ALICE), pieces, Samples.digest(1)));

    assertThat(claimed()).isEmpty();
  }

  @Test
  final void aClaimedFileIsGivenOutAgainOnlyAfterItsLease() {
    CompleteFile file = complete(5, 7);
    assertThat(claimed()).containsExactly(file);

    letTimePass(LEASE.minusSeconds(30));
    assertThat(claimed()).isEmpty();

    letTimePass(Duration.ofSeconds(30));
    assertThat(claimed()).hasSize(1);
  }

  @Test
  final void theFileThatIsDueLongestComesFirst() {
    CompleteFile first = complete(5, 7);
    letTimePass(Duration.ofSeconds(1));
    CompleteFile second = complete(5, 7);

    assertThat(compactions().take(LEASE, 1)).extracting(StoredFile::id).containsExactly(first.id());
    assertThat(claimed()).containsExactly(second);
  }

  @Test
  final void aFileOutOfReachIsNotDue() {
    CompleteFile deleted = complete(5, 7);
    files().delete(ALICE, deleted.id());
    complete(5, 7);
    letTimePass(RETENTION.sinceLastChunk());

    assertThat(claimed()).isEmpty();
  }

  @Test
  final void aFileThatWasPassedIsNotDueAnyMore() {
    CompleteFile passed = complete(5, 7);
    CompleteFile other = complete(5, 7);
    claimed();

    compactions().pass(passed);
    compactions().pass(passed);
    letTimePass(LEASE);

    assertThat(claimed()).extracting(StoredFile::id).containsExactly(other.id());
    assertThat(chunks(passed)).hasSize(2);
  }

  @Test
  final void noTwoClaimersGetTheSameFile() {
    List<CompleteFile> due = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      due.add(complete(5, 7));
    }

    List<CompleteFile> together =
        new ArrayList<>(
            Race.run(6, lane -> compactions().take(LEASE, 4)).stream()
                .flatMap(List::stream)
                .toList());

    assertThat(together).doesNotHaveDuplicates();
    together.addAll(compactions().take(LEASE, 20));
    assertThat(together).containsExactlyInAnyOrderElementsOf(due);
  }

  @Test
  final void aCompactedFileIsNotDueAnyMore() {
    CompleteFile file = complete(5, 7);
    claimed();
    compactions().replace(file, Samples.chunk(12));
    letTimePass(LEASE);

    assertThat(claimed()).isEmpty();
  }

  @Test
  final void aFileThatWasRewoundToOneChunkBeforeItsCompletionIsNotDue() {
    StoredFile rewound = committed(rewind(filled(ALICE, 5, 7), bytes(5)));
    complete(rewound, Samples.digest(1));

    assertThat(claimed()).isEmpty();
  }

  @Test
  final void aLedgerThatCannotBeReachedHasNotNothingDue() {
    CompleteFile file = complete(5, 7);
    Compactions compactions = unreachable().compactions();

    assertUnavailable(
        () -> compactions.take(LEASE, 10),
        () -> compactions.pass(file),
        () -> compactions.replace(file, Samples.chunk(12)));
  }
}
