package io.piecemeal.application.file;

import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.FileAssembly;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.StoredFile;

/**
 * Puts a file and its parts out of reach; the sweeper removes their bytes. Parts that were there
 * before their file, which was opened for them, are free again.
 */
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
      StoredFile found = files.find(owner, file);
      // First: nobody would find them by a file that is gone.
      assembly.detach(owner, file, fateOfParts(found.terms().role()));
      deleted = ledger.delete(owner, file) instanceof Commit.Committed;
    }
  }

  private static FileAssembly.Fate fateOfParts(Role role) {
    return switch (role) {
      case Role.OfParts _ -> FileAssembly.Fate.FREE;
      case Role.Whole _, Role.Part _ -> FileAssembly.Fate.GONE;
    };
  }
}
