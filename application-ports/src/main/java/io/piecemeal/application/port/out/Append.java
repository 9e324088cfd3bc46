package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.util.Optional;

/**
 * A chunk that is about to become the end of a file.
 *
 * @param seen the session as it was when the rules admitted the chunk
 * @param next what the file is with the chunk, but for its times
 * @param quota what the owner may have, with this chunk
 * @param by the transfer that brought it, where it came by a ticket
 */
public record Append(
    UploadSession seen,
    StoredFile next,
    Retention retention,
    Quota quota,
    Optional<TicketTransfer> by) {

  /** The chunk. */
  public ChunkObject chunk() {
    return next.lastChunk().orElseThrow();
  }

  /** The digest of the whole file, if the file is complete with this chunk. */
  public Optional<Sha256> completedBy() {
    return switch (next) {
      case UploadSession open -> Optional.empty();
      case CompleteFile complete -> Optional.of(complete.sha256());
    };
  }
}
