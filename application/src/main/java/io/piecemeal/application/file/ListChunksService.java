package io.piecemeal.application.file;

import io.piecemeal.application.port.in.ListChunks;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.FileId;
import java.util.List;
import java.util.Optional;

/** Shows which chunks a file consists of. */
public final class ListChunksService implements ListChunks {

  private final FileLookup files;
  private final FileCatalog catalog;

  public ListChunksService(FileCatalog catalog) {
    this.files = new FileLookup(catalog);
    this.catalog = catalog;
  }

  @Override
  public List<Chunk> list(Owner owner, FileId file, ByteCount from, int limit) {
    Optional<List<Chunk>> chunks = Optional.empty();
    while (chunks.isEmpty()) {
      chunks = catalog.chunks(files.find(owner, file), from, limit);
    }
    return chunks.get();
  }
}
