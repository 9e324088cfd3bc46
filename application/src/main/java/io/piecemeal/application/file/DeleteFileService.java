package io.piecemeal.application.file;

import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.FileAssembly;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;

/** Puts a file and its parts out of reach; the sweeper removes their bytes. */
public final class DeleteFileService implements DeleteFile {

  private final FileLookup files;
  private final FileLedger ledger;
  private final FileAssembly assembly;

  public DeleteFileService(FileCatalog catalog, FileLedger ledger, FileAssembly assembly) {
    this.files = new FileLookup(catalog);
    this.ledger = ledger;
    this.assembly = assembly;
  }

  @Override
  public void delete(Owner owner, FileId file) {
    boolean deleted = false;
    while (!deleted) {
      // Refuses, and so ends the loop, once there is nothing to delete.
      files.find(owner, file);
      // First: nobody would find them by a file that is gone.
      assembly.drop(owner, file);
      deleted = ledger.delete(owner, file) instanceof Commit.Committed;
    }
  }
}
