package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.StoredFile;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads the ledger. Each statement has a class of its own. */
final class PostgresFileCatalog implements FileCatalog {

  /** Over the shards of the owner's files on purpose: the same bytes may be in any. */
  static final String WITH_DIGESTS =
      """
      SELECT DISTINCT ON (file.sha256) %s FROM file
      WHERE owner = ? AND state = 'complete' AND sha256 = ANY (?) AND expires_at > now()
        AND NOT is_part AND damaged_at IS NULL
      ORDER BY file.sha256, file.created_at DESC, file.file_id
      """
          .formatted(FileRow.COLUMNS);

  private final Database database;
  private final FindStatement find;
  private final ChunksStatement chunks;
  private final PageStatement page;

  PostgresFileCatalog(Database database) {
    this.database = database;
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

  @Override
  public List<CompleteFile> withDigests(Owner owner, Collection<Sha256> digests) {
    return database
        .of(owner)
        .ask(
            "find files by %d digests".formatted(digests.size()),
            WITH_DIGESTS,
            parameters ->
                parameters
                    .owner(owner)
                    .array("bytea", digests.stream().map(Sha256::bytes).toArray(byte[][]::new)),
            row -> (CompleteFile) FileRow.read(row));
  }
}
