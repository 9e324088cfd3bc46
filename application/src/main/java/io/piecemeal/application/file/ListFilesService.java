package io.piecemeal.application.file;

import io.piecemeal.application.port.in.ListFiles;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.StoredFile;
import java.util.List;

/** Pages through the files of an owner. */
public final class ListFilesService implements ListFiles {

  private final FileCatalog catalog;

  public ListFilesService(FileCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public FilePage list(Owner owner, FileQuery query) {
    // One more than asked for tells whether another page follows.
    FileQuery further =
        new FileQuery(query.limit() + 1, query.after(), query.status(), query.order());
    List<StoredFile> files = catalog.list(owner, further);
    return files.size() > query.limit()
        ? new FilePage(List.copyOf(files.subList(0, query.limit())), Continuation.MORE)
        : new FilePage(files, Continuation.END);
  }
}
