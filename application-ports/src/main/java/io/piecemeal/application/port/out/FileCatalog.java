package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.StoredFile;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reads the files of the {@link FileLedger}: whatever a change has returned is there for every read
 * that begins after it. All methods throw {@link StorageFailure.Unavailable} if the ledger cannot
 * be reached.
 */
public interface FileCatalog {

  /** Finds a file of this owner; anybody else's is {@link Lookup.Missing}. */
  Lookup find(Owner owner, FileId file);

  /**
   * The chunks of {@code file.revision()} that end behind {@code from}, in the order of their
   * offsets.
   *
   * @param limit the most chunks to return, at least 1
   * @return empty if the file no longer has that revision or is gone
   */
  Optional<List<Chunk>> chunks(StoredFile file, ByteCount from, int limit);

  /**
   * The live files after {@code query.after()}, by time of creation and then id, both descending,
   * or both ascending with {@link FileQuery.Order#OLDEST_FIRST}. Takes time in the number of files
   * returned, not in the number that there are.
   *
   * @return at most {@code query.limit()} files
   */
  List<StoredFile> list(Owner owner, FileQuery query);

  /**
   * The live complete files that have one of these digests, of each digest the youngest, in any
   * order; no parts, and none that is known to be damaged. Takes time in the number of files that
   * have them.
   */
  List<CompleteFile> withDigests(Owner owner, Collection<Sha256> digests);
}
