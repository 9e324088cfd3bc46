package io.piecemeal.domain.upload;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * A file whose bytes never change again. It has the size and the digest that were declared, where
 * any were.
 *
 * @param sha256 the digest of the whole file
 */
public record CompleteFile(
    FileHeader header,
    FileContent content,
    Sha256 sha256,
    Instant updatedAt,
    Instant expiresAt,
    Optional<Ticket> ticket)
    implements StoredFile {

  public CompleteFile {
    header.requireShardOf(content);
    ByteCount size = content.size();
    if (header.declared().size().filter(declared -> !declared.equals(size)).isPresent()) {
      throw new IllegalArgumentException(
          "file %s is complete with %s bytes, not those declared".formatted(header.id(), size));
    }
    if (header.declared().sha256().filter(declared -> !declared.equals(sha256)).isPresent()) {
      throw new IllegalArgumentException(
          "file %s is complete with digest %s, not the one declared"
              .formatted(header.id(), sha256));
    }
  }

  /** The same bytes in one object in place of many. */
  public CompleteFile compacted(ChunkObject whole) {
    return new CompleteFile(header, content.in(whole), sha256, updatedAt, expiresAt, ticket);
  }

  @Override
  public UploadSession requireOpen() {
    throw new UploadRejected(new Refusal.UploadComplete(id(), size()));
  }

  @Override
  public void requireReadable() {
    // Every complete file is what was declared of it.
  }

  @Override
  public Refusal bytesDiffer(ByteCount offset) {
    return new Refusal.BytesDiffer(id(), offset, size(), Status.COMPLETE);
  }

  @Override
  public CompleteFile stamped(Instant updatedAt, Instant expiresAt) {
    return new CompleteFile(header, content, sha256, updatedAt, expiresAt, ticket);
  }

  @Override
  public CompleteFile with(Optional<Ticket> ticket) {
    return new CompleteFile(header, content, sha256, updatedAt, expiresAt, ticket);
  }
}
