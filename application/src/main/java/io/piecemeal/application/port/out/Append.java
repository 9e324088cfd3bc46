package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.StoredFile;
import java.util.Optional;

/**
 * A chunk that is about to become the end of a file.
 *
 * @param seen the file as it was when the rules admitted the chunk
 * @param completedBy the digest of the whole file, if the file is complete with this chunk
 * @param quota what the owner may have, with this chunk
 * @param by the transfer that brought it, where it came by a ticket
 */
public record Append(
    StoredFile seen,
    ChunkObject chunk,
    Retention retention,
    Optional<Sha256> completedBy,
    Quota quota,
    Optional<TicketTransfer> by) {

  /** A chunk that came with the owner's key. */
  public Append(
      StoredFile seen,
      ChunkObject chunk,
      Retention retention,
      Optional<Sha256> completedBy,
      Quota quota) {
    this(seen, chunk, retention, completedBy, quota, Optional.empty());
  }
}
