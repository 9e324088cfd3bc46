package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.FileAssembly;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Metadata;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.SessionTerms.Rewinds;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link FileAssembly} does. */
public abstract class FileAssemblyContract extends LedgerSuite
    implements DeclarationContract, JoinContract, PartsContract {

  protected FileAssemblyContract() {}

  @Test
  void theTermsOfAFileAreKept() {
    SessionTerms terms =
        new SessionTerms(
            Optional.of(new Metadata("tus", "a YQ==,b")),
            new Role.Part(Optional.of(Samples.fileId())),
            Rewinds.NEVER);

    StoredFile file = entered(files().open(Samples.newFile(ALICE, terms)));

    assertThat(file.terms()).isEqualTo(terms);
    assertUnchanged(file);
  }

  @Test
  void thatAFileIsMadeOfPartsIsKeptWithAndWithoutWhatIsToBeGivenBack() {
    SessionTerms silent = SessionTerms.NONE.ofParts();
    SessionTerms telling = silent.with(new Metadata("tus", ""));

    for (SessionTerms terms : List.of(silent, telling)) {
      StoredFile file = entered(files().open(Samples.newFile(ALICE, terms)));

      assertThat(file.terms()).isEqualTo(terms);
      assertUnchanged(file);
    }
  }

  @Test
  void aPartIsInNoListing() {
    StoredFile file = opened(ALICE);
    part(ALICE, Optional.empty(), 1);

    List<StoredFile> listed =
        catalog().list(ALICE, new FileQuery(10, Optional.empty(), Optional.empty()));

    assertThat(listed).containsExactly(file);
  }

  @Test
  void aPartIsNeverDueForCompaction() {
    StoredFile seen = entered(files().open(Samples.newPart(ALICE, Optional.empty())));
    complete(appended(appended(seen, 1), 2), digest(1));

    assertThat(compactions().take(Duration.ofMinutes(1), 10)).isEmpty();
  }

  @Test
  void anotherNodeJoinsWhatThisOneStored() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile part = part(seen.id(), 4);
    LedgerFixture other = ledger().secondNode();

    StoredFile after = committed(other.assembly().join(joining(seen, part)));

    assertThat(catalog().find(ALICE, seen.id())).isEqualTo(new Lookup.Live(after));
    assertThat(after.size()).isEqualTo(bytes(4));
  }

  @Test
  void whatCannotBeReachedIsUnavailable() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile part = part(seen.id(), 4);
    FileAssembly away = unreachable().assembly();

    assertUnavailable(
        () -> away.declare(seen.declare(bytes(5), Limits.DEFAULT)),
        () -> away.claim(ALICE, seen.id(), List.of(part.id())),
        () -> away.join(joining(seen, part)),
        () -> away.parts(ALICE, seen.id(), Optional.empty(), 1),
        () -> away.joined(ALICE, seen.id()),
        () -> away.joinedTo(ALICE, part.id()));
  }

  @Test
  void aFileIsChargedForItsPartsAsForChunks() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile part = part(seen.id(), 100_000, 200_000);
    ByteCount before = charged();

    joined(seen, part);

    assertThat(charged()).isEqualTo(before);
  }

  private ByteCount charged() {
    return ledger().owners().charged().stream()
        .filter(charge -> charge.owner().equals(ALICE))
        .findFirst()
        .orElseThrow()
        .bytes();
  }
}
