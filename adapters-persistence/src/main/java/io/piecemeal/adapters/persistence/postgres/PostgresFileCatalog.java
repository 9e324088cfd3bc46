package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.StoredFile;
import java.util.List;
import java.util.Optional;

/** Reads the ledger. Each statement has a class of its own. */
final class PostgresFileCatalog implements FileCatalog {

  private final FindStatement find;
  private final ChunksStatement chunks;
  private final PageStatement page;

  PostgresFileCatalog(Database database) {
    find = new FindStatement(database);
    chunks = new ChunksStatement(database);
    page = new PageStatement(database);
  }

  @Override
  public Lookup find(Owner owner, FileId file) {
    return find.run(owner, file);
  }

  @Override
  public Optional<List<Chunk>> chunks(StoredFile file, ByteCount from, int limit) {
    return chunks.run(file, from, limit);
  }

  @Override
  public List<StoredFile> list(Owner owner, FileQuery query) {
    return page.run(owner, query);
  }
}
