package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.CommitResolver;
import io.piecemeal.application.port.out.Compactions;
import io.piecemeal.application.port.out.DamageMarks;
import io.piecemeal.application.port.out.DeletionQueue;
import io.piecemeal.application.port.out.DownloadTickets;
import io.piecemeal.application.port.out.Entry;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.LedgerMark;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.application.port.out.Orphans;
import io.piecemeal.application.port.out.Tickets;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the suites of the ledger's ports have in common: the ledger, and short words for it. */
interface LedgerContract {

  /** The same ledger all through a test; empty at its start. */
  LedgerFixture ledger();

  default FileLedger files() {
    return ledger().files();
  }

  default FileCatalog catalog() {
    return ledger().catalog();
  }

  default CommitResolver resolver() {
    return ledger().resolver();
  }

  default DeletionQueue deletionQueue() {
    return ledger().deletionQueue();
  }

  default Compactions compactions() {
    return ledger().compactions();
  }

  default Orphans orphans() {
    return ledger().orphans();
  }

  default Tickets tickets() {
    return ledger().tickets();
  }

  default DownloadTickets downloads() {
    return ledger().downloads();
  }

  default LedgerMark mark() {
    return ledger().mark();
  }

  default DamageMarks conditions() {
    return ledger().conditions();
  }

  default void letTimePass(Duration time) {
    ledger().letTimePass(time);
  }

  default UploadSession opened(Owner owner) {
    return entered(files().open(Samples.newFile(owner))).requireOpen();
  }

  /** A file with one chunk for each length. */
  default UploadSession filled(Owner owner, long... lengths) {
    UploadSession file = opened(owner);
    for (long length : lengths) {
      file = appended(file, length);
    }
    return file;
  }

  default UploadSession appended(StoredFile file, long length) {
    return committed(files().append(Samples.append(file, Samples.chunk(length)))).requireOpen();
  }

  default StoredFile entered(Entry entry) {
    return Samples.entered(entry);
  }

  default StoredFile committed(Commit commit) {
    return switch (commit) {
      case Commit.Committed done -> done.file();
      case Commit.Superseded superseded -> throw new AssertionError("was superseded");
    };
  }

  default Commit complete(StoredFile seen, Sha256 sha256) {
    return files().complete(seen.requireOpen().complete(sha256));
  }

  default CompleteFile completed(Commit commit) {
    return (CompleteFile) committed(commit);
  }

  default Commit rewind(StoredFile seen, ByteCount size) {
    return files().rewind(seen.requireOpen(), size);
  }

  /** A ledger that cannot be reached; skips the test if there is none. */
  default LedgerFixture unreachable() {
    return Offer.of(ledger().unreachable(), "this fixture has no ledger that cannot be reached");
  }

  default void assertUnavailable(ThrowingCallable... calls) {
    for (int i = 0; i < calls.length; i++) {
      assertThatThrownBy(calls[i]).as("call %d", i).isInstanceOf(StorageFailure.Unavailable.class);
    }
  }

  default void assertSuperseded(Commit commit) {
    assertThat(commit).isEqualTo(new Commit.Superseded());
  }

  default void assertUnchanged(StoredFile file) {
    assertThat(catalog().find(file.owner(), file.id())).isEqualTo(new Lookup.Live(file));
  }

  /** The file as it is now. */
  default StoredFile now(StoredFile file) {
    return switch (catalog().find(file.owner(), file.id())) {
      case Lookup.Live live -> live.file();
      case Lookup.Damaged damaged -> damaged.file();
      case Lookup.Gone gone -> throw new AssertionError("is gone");
      case Lookup.Missing missing -> throw new AssertionError("is missing");
    };
  }

  default void assertGone(StoredFile file) {
    assertThat(catalog().find(file.owner(), file.id())).isEqualTo(new Lookup.Gone(file.size()));
  }

  default void assertMissing(Owner owner, FileId file) {
    assertThat(catalog().find(owner, file)).isEqualTo(new Lookup.Missing());
  }

  default List<Chunk> chunks(StoredFile file) {
    return catalog().chunks(file, ByteCount.ZERO, 1000).orElseThrow();
  }

  default List<ObjectKey> keys(StoredFile file) {
    return chunks(file).stream().map(Chunk::key).toList();
  }
}
