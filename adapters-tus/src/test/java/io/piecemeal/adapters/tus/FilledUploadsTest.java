package io.piecemeal.adapters.tus;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.append;
import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.CompleteUpload;
import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.port.in.ReadObserver;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.Samples;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Uploads whose last bytes came with a request that did not get to complete them. */
final class FilledUploadsTest {

  private final InMemoryFileLedger ledger = new InMemoryFileLedger(InstantSource.system());
  private final List<CompleteCommand> completed = new ArrayList<>();

  private final FilledUploads filled = new FilledUploads(this::complete);

  private StoredFile complete(CompleteCommand command, ReadObserver observer) {
    completed.add(command);
    return committed(ledger.complete(uploaded.complete(Samples.digest(1))));
  }

  private final UploadSession uploaded = declared(3);

  /** A session of three bytes, that is to have so many. */
  private UploadSession declared(long size) {
    StoredFile opened = Samples.entered(ledger.open(Samples.newFile(ALICE)));
    UploadSession session =
        committed(ledger.append(append(opened, Samples.chunk(3)))).requireOpen();
    return committed(ledger.declare(session.declare(bytes(size), Limits.DEFAULT))).requireOpen();
  }

  private static StoredFile committed(Commit commit) {
    return ((Commit.Committed) commit).file();
  }

  @Test
  void oneThatHasAllItsBytesIsCompleted() {
    assertThat(filled.settled(uploaded)).isInstanceOf(CompleteFile.class);
    assertThat(completed)
        .containsExactly(
            new CompleteCommand(ALICE, uploaded.id(), Optional.of(bytes(3)), Optional.empty()));
  }

  @Test
  void oneThatLacksBytesOrIsCompleteIsGivenBack() {
    UploadSession lacking = declared(4);
    StoredFile complete = filled.settled(uploaded);
    completed.clear();

    assertThat(filled.settled(lacking)).isSameAs(lacking);
    assertThat(filled.settled(complete)).isSameAs(complete);
    assertThat(completed).isEmpty();
  }

  /** All of its bytes are read for that; who asks meanwhile does not have it done once more. */
  @Test
  void oneThatIsBeingCompletedIsGivenBackAsItIs() {
    List<StoredFile> meanwhile = new ArrayList<>();
    List<FilledUploads> self = new ArrayList<>();
    CompleteUpload slow =
        (command, observer) -> {
          meanwhile.add(self.getFirst().settled(uploaded));
          return complete(command, observer);
        };
    self.add(new FilledUploads(slow));

    assertThat(self.getFirst().settled(uploaded)).isInstanceOf(CompleteFile.class);

    assertThat(meanwhile).containsExactly(uploaded);
  }

  @Test
  void oneWhoseCompletionWasRefusedIsTriedAgain() {
    CompleteUpload busy =
        (_, _) -> {
          throw new UploadRejected(new Refusal.DigestsUnderWay(1, 2));
        };
    FilledUploads refused = new FilledUploads(busy);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> refused.settled(uploaded)).isInstanceOf(UploadRejected.class);
    }
  }
}
