package io.piecemeal.application.scan;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.Entry;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Scan;
import io.piecemeal.domain.upload.ScanPolicies;
import io.piecemeal.domain.upload.ScanPolicy;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.util.List;
import java.util.Optional;

/**
 * Asks, in the step that makes a file complete, that it be scanned, if the policy of its owner says
 * so. A part of another file is not scanned by itself.
 */
public final class ScannedLedger implements FileLedger {

  private final FileLedger ledger;
  private final ScanPolicies policies;
  private final Runnable waiting;

  /**
   * @param waiting is run when a file waits for its scan, and returns at once
   */
  public ScannedLedger(FileLedger ledger, ScanPolicies policies, Runnable waiting) {
    this.ledger = ledger;
    this.policies = policies;
    this.waiting = waiting;
  }

  @Override
  public Entry open(NewFile file) {
    return ledger.open(file);
  }

  @Override
  public Entry store(NewFile file, List<ChunkObject> chunks, Sha256 sha256) {
    boolean scanned = !file.terms().isPart() && policies.of(file.owner()) == ScanPolicy.ALL;
    Entry entry = ledger.store(scanned ? file.toBeScanned() : file, chunks, sha256);
    if (entry instanceof Entry.Entered entered) {
      tell(entered.file());
    }
    return entry;
  }

  @Override
  public Commit append(Append append) {
    return switch (append.next()) {
      case UploadSession open -> ledger.append(append);
      case CompleteFile complete -> told(ledger.append(append.making(toBeScanned(complete))));
    };
  }

  @Override
  public Commit complete(CompleteFile next) {
    return told(ledger.complete(toBeScanned(next)));
  }

  private CompleteFile toBeScanned(CompleteFile file) {
    boolean scanned = !file.terms().isPart() && policies.of(file.owner()) == ScanPolicy.ALL;
    return scanned ? file.scanned(Optional.of(Scan.SCANNING)) : file;
  }

  private Commit told(Commit commit) {
    if (commit instanceof Commit.Committed committed) {
      tell(committed.file());
    }
    return commit;
  }

  private void tell(StoredFile file) {
    if (file instanceof CompleteFile complete && complete.isBeingScanned()) {
      waiting.run();
    }
  }

  @Override
  public Commit rewind(UploadSession seen, ByteCount size) {
    return ledger.rewind(seen, size);
  }

  @Override
  public Commit delete(Owner owner, FileId file) {
    return ledger.delete(owner, file);
  }
}
