package io.piecemeal.adapters.tus;

import static io.piecemeal.testkit.Samples.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.JoinParts;
import io.piecemeal.application.port.in.ListFiles.Continuation;
import io.piecemeal.application.port.in.ListFiles.FilePage;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.Samples;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Final uploads that are there, and could not be completed with their creation. */
final class FinalUploadsTest {

  private final InMemoryFileLedger ledger = new InMemoryFileLedger(InstantSource.system());
  private final StoredFile part =
      Samples.entered(
          ledger.store(Samples.newPart(ALICE, Optional.empty()), List.of(), Sha256.OF_NOTHING));
  private final Terms terms = new Terms("", "final;/tus/" + part.id().value());

  /** Opens, and cannot assemble. */
  private final class Joining implements JoinParts {
    private final RuntimeException failure;

    Joining(RuntimeException failure) {
      this.failure = failure;
    }

    @Override
    public StoredFile openFor(OpenCommand file, List<FileId> parts) {
      StoredFile whole =
          Samples.entered(ledger.open(Samples.newFile(ALICE, file.terms().ofParts())));
      assertThat(ledger.claim(ALICE, whole.id(), parts)).isTrue();
      return whole;
    }

    @Override
    public StoredFile assemble(JoinCommand command) {
      throw failure;
    }

    @Override
    public StoredFile join(JoinCommand command) {
      throw new AssertionError("a final upload is assembled");
    }

    @Override
    public StoredFile complete(JoinCommand command, Optional<Sha256> sha256) {
      throw new AssertionError("a final upload is assembled");
    }
  }

  private StoredFile create(RuntimeException failure) {
    FinalUploads finals =
        new FinalUploads(
            new Joining(failure),
            (owner, whole, after, limit) ->
                new FilePage(ledger.parts(owner, whole, after, limit), Continuation.END),
            (owner, file) -> ((Lookup.Live) ledger.find(owner, file)).file(),
            () -> URI.create("http://localhost:8080"));
    SessionTerms session = terms.session();
    return finals.create(
        new OpenCommand(
            ALICE, new FileName("joined"), ContentType.OCTET_STREAM, Declaration.NONE, session),
        terms,
        Optional.empty());
  }

  @Test
  void oneThatWaitsForItsTurnToBeReadIsThere() {
    StoredFile whole = create(new UploadRejected(new Refusal.DigestsUnderWay(1, 2)));

    assertThat(ledger.find(ALICE, whole.id())).isEqualTo(new Lookup.Live(whole));
  }

  @Test
  void oneWhosePartsCannotBeReadJustNowIsThere() {
    StoredFile whole = create(new StorageFailure.Unavailable("away"));

    assertThat(ledger.find(ALICE, whole.id())).isEqualTo(new Lookup.Live(whole));
  }

  @Test
  void oneThatCannotBeJoinedIsRefused() {
    Refusal refusal = new Refusal.NotAPart(part.id(), Refusal.NotAPart.Reason.ABSENT);

    assertThatThrownBy(() -> create(new UploadRejected(refusal)))
        .isInstanceOfSatisfying(
            UploadRejected.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
  }
}
