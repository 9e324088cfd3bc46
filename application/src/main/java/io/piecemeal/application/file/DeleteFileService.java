package io.piecemeal.application.file;

import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;

/** Puts a file and its parts out of reach; the sweeper removes their bytes. */
public final class DeleteFileService implements DeleteFile {

  private final FileLookup files;
  private final FileLedger ledger;

  public DeleteFileService(FileCatalog catalog, FileLedger ledger) {
    this.files = new FileLookup(catalog);
    this.ledger = ledger;
  }

  @Override
  public void delete(Owner owner, FileId file) {
    // Refuses, and so ends the loop, once there is nothing to delete.
    do {
      StoredFile _ = files.find(owner, file);
    } while (ledger.delete(owner, file) instanceof Commit.Superseded);
  }
}
