package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.InlineObject;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.Scan;
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
 * @param inline the bytes of the chunk, if the ledger is to keep them itself; else its object is in
 *     the chunk store
 */
public record Append(
    UploadSession seen,
    StoredFile next,
    Retention retention,
    Quota quota,
    Optional<TicketTransfer> by,
    Optional<InlineObject> inline) {

  public Append {
    ChunkObject chunk = next.lastChunk().orElseThrow();
    boolean fits =
        inline
            .filter(
                bytes -> !bytes.key().equals(chunk.key()) || !bytes.length().equals(chunk.length()))
            .isEmpty();
    if (!fits) {
      throw new IllegalArgumentException(
          "the bytes are %s, the chunk is %s".formatted(inline.get(), chunk));
    }
  }

  /** The chunk's home, once it is committed. */
  public Chunk.Home home() {
    return inline.isPresent() ? Chunk.Home.LEDGER : Chunk.Home.STORE;
  }

  /** The chunk. */
  public ChunkObject chunk() {
    return next.lastChunk().orElseThrow();
  }

  /** What a scanner makes of the file, if it is complete with this chunk. */
  public Optional<Scan> scan() {
    return switch (next) {
      case UploadSession open -> Optional.empty();
      case CompleteFile complete -> complete.scan();
    };
  }

  /** The same append, which makes something else of the file. */
  public Append making(StoredFile other) {
    return new Append(seen, other, retention, quota, by, inline);
  }

  /** The digest of the whole file, if the file is complete with this chunk. */
  public Optional<Sha256> completedBy() {
    return switch (next) {
      case UploadSession open -> Optional.empty();
      case CompleteFile complete -> Optional.of(complete.sha256());
    };
  }
}
