package io.piecemeal.application.service;

import io.piecemeal.application.port.in.FindFile;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.FileId;
import io.piecemeal.domain.Owner;
import io.piecemeal.domain.Refusal;
import io.piecemeal.domain.StoredFile;
import io.piecemeal.domain.UploadRejected;

/** Finds files for the use cases, and refuses in one voice where there are none. */
public final class KnownFiles implements FindFile {

  private final FileLedger ledger;

  public KnownFiles(FileLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public StoredFile find(Owner owner, FileId file) {
    return switch (ledger.find(owner, file)) {
      case Lookup.Live live -> live.file();
      case Lookup.Gone gone -> throw new UploadRejected(new Refusal.Gone(file, gone.lastSize()));
      case Lookup.Missing missing -> throw new UploadRejected(new Refusal.NotFound());
    };
  }
}
