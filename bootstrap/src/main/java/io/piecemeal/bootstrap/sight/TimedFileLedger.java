package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.Timer;
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
import io.piecemeal.domain.upload.UploadSession;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Times the commits that bring bytes. */
record TimedFileLedger(FileLedger ledger, Timer commit) implements FileLedger {

  @Override
  public Entry open(NewFile file) {
    return ledger.open(file);
  }

  @Override
  public Entry store(NewFile file, List<ChunkObject> chunks, Sha256 sha256) {
    long start = System.nanoTime();
    try {
      return ledger.store(file, chunks, sha256);
    } finally {
      record(start);
    }
  }

  @Override
  public Commit append(Append append) {
    long start = System.nanoTime();
    try {
      return ledger.append(append);
    } finally {
      record(start);
    }
  }

  private void record(long start) {
    commit.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
  }

  @Override
  public Commit complete(CompleteFile next) {
    return ledger.complete(next);
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
