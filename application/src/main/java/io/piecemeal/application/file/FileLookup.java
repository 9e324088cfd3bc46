package io.piecemeal.application.file;

import io.piecemeal.application.port.in.FindFile;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;

/**
 * Finds files for the use cases; one refusal for a file that is missing and one of another owner.
 */
public final class FileLookup implements FindFile {

  private final FileCatalog catalog;

  public FileLookup(FileCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public StoredFile find(Owner owner, FileId file) {
    return file(catalog.find(owner, file), file);
  }

  /**
   * Finds a file whose bytes can all be given out, as far as is known.
   *
   * @throws StorageFailure.Damaged if it is known to have others than were committed
   */
  StoredFile findWhole(Owner owner, FileId file) {
    Lookup found = catalog.find(owner, file);
    if (found instanceof Lookup.Damaged) {
      throw new StorageFailure.Damaged("file %s is marked as damaged".formatted(file));
    }
    return file(found, file);
  }

  private static StoredFile file(Lookup found, FileId file) {
    return switch (found) {
      case Lookup.Live live -> live.file();
      case Lookup.Damaged damaged -> damaged.file();
      case Lookup.Gone gone -> throw new UploadRejected(new Refusal.Gone(file, gone.lastSize()));
      case Lookup.Missing missing -> throw new UploadRejected(new Refusal.NotFound());
    };
  }
}
