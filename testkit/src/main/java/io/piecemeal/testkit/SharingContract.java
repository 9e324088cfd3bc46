package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.append;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Names are kept to the last character, nodes share what is committed, and lost answers are told.
 */
interface SharingContract extends LedgerContract {

  @Test
  default void ownersAreToldApartByTheirCase() {
    StoredFile file = opened(ALICE);
    Owner other = new Owner(ALICE.value().toUpperCase(Locale.ROOT));

    assertMissing(other, file.id());
    assertSuperseded(files().delete(other, file.id()));
    assertUnchanged(file);
  }

  @Test
  default void namesAreKeptToTheLastCharacter() {
    for (String name :
        List.of(
            " leading blank",
            "trailing blank ",
            "two  blanks.txt",
            "rocket \uD83D\uDE80, script \uD835\uDCB3.bin",
            "Upper and lower.TXT",
            "it's 100%_\"quoted\"; --.sql",
            "x".repeat(FileName.MAX_BYTES))) {
      NewFile asked = named(name);

      StoredFile file = entered(files().open(asked));

      assertThat(file.name()).isEqualTo(asked.name());
      assertUnchanged(file);
    }
  }

  private static NewFile named(String name) {
    NewFile file = Samples.newFile(ALICE);
    return new NewFile(
        file.id(),
        file.owner(),
        new FileName(name),
        file.contentType(),
        file.declared(),
        file.terms(),
        file.retention(),
        file.quota(),
        file.request());
  }

  @Test
  default void anotherNodeFindsWhatThisOneCommitted() {
    StoredFile file = filled(ALICE, 3, 4);
    LedgerFixture other = ledger().secondNode();

    assertThat(other.catalog().find(ALICE, file.id())).isEqualTo(new Lookup.Live(file));

    ChunkObject chunk = Samples.chunk(5);
    StoredFile longer = committed(other.files().append(append(file, chunk)));
    assertUnchanged(longer);
    assertSuperseded(files().append(append(file, Samples.chunk(5))));
    assertThat(resolver().resolve(chunk.key())).isEqualTo(CommitStatus.LIVE);
  }

  @Test
  default void aKeyThatOneNodeDeclaredDeadIsDeadOnAnother() {
    StoredFile file = opened(ALICE);
    ChunkObject chunk = Samples.chunk(5);
    resolver().resolve(chunk.key());

    assertThatThrownBy(() -> ledger().secondNode().files().append(append(file, chunk)))
        .isInstanceOf(StorageFailure.Unavailable.class);
    assertUnchanged(file);
  }

  @Test
  default void aLostAnswerIsAnUnknownOutcome() {
    StoredFile file = opened(ALICE);
    ChunkObject chunk = Samples.chunk(5);

    assertThatThrownBy(() -> ledger().losingNextAnswer().append(append(file, chunk)))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);

    assertThat(resolver().resolve(chunk.key())).isEqualTo(CommitStatus.LIVE);
  }

  @Test
  default void noChangeWhoseAnswerIsLostIsTakenForUnmade() {
    UploadSession file = filled(ALICE, 5, 7);

    assertUnknown(ledger -> ledger.open(Samples.newFile(ALICE)));
    assertUnknown(ledger -> ledger.store(Samples.newFile(ALICE), List.of(), digest(1)));
    assertUnknown(ledger -> ledger.rewind(file, bytes(5)));
    UploadSession cut = now(file).requireOpen();
    assertThat(cut.size()).isEqualTo(bytes(5));
    assertUnknown(ledger -> ledger.complete(cut.complete(digest(1))));
    assertThat(now(file)).isInstanceOf(CompleteFile.class);
    assertUnknown(ledger -> ledger.delete(ALICE, file.id()));
    assertThat(catalog().find(ALICE, file.id())).isInstanceOf(Lookup.Gone.class);
  }

  private void assertUnknown(Consumer<FileLedger> change) {
    FileLedger losing = ledger().losingNextAnswer();

    assertThatThrownBy(() -> change.accept(losing))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);
  }
}
