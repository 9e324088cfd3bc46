package io.piecemeal.application.upload;

import io.piecemeal.application.file.FileLookup;
import io.piecemeal.application.port.in.ListFiles.Continuation;
import io.piecemeal.application.port.in.ListFiles.FilePage;
import io.piecemeal.application.port.in.ListParts;
import io.piecemeal.application.port.out.FileAssembly;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.StoredFile;
import java.util.List;
import java.util.Optional;

/** Lists parts of a file that is there. */
public final class ListPartsService implements ListParts {

  private final FileLookup files;
  private final FileAssembly assembly;

  public ListPartsService(FileCatalog catalog, FileAssembly assembly) {
    this.files = new FileLookup(catalog);
    this.assembly = assembly;
  }

  @Override
  public FilePage list(Owner owner, FileId whole, Optional<FileQuery.Position> after, int limit) {
    files.find(owner, whole);
    List<StoredFile> found = assembly.parts(owner, whole, after, limit + 1);
    return found.size() > limit
        ? new FilePage(found.subList(0, limit), Continuation.MORE)
        : new FilePage(found, Continuation.END);
  }
}
