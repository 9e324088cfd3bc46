package io.piecemeal.domain.upload;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import java.time.Instant;
import java.util.Optional;

/**
 * What a file is from its opening on, whatever becomes of it. Only its size may be declared later.
 */
public record FileHeader(
    FileId id,
    Owner owner,
    FileName name,
    ContentType contentType,
    Declaration declared,
    SessionTerms terms,
    Instant createdAt) {

  /** The same file, with the size that it is to have. */
  FileHeader declaring(ByteCount size) {
    Declaration more = new Declaration(Optional.of(size), declared.sha256());
    return new FileHeader(id, owner, name, contentType, more, terms, createdAt);
  }

  /** Refuses content whose last chunk is in another shard than the file. */
  void requireShardOf(FileContent content) {
    if (content.lastChunk().filter(last -> !last.key().shard().equals(id.shard())).isPresent()) {
      throw new IllegalArgumentException(
          "the last chunk of file %s is not in its shard %s".formatted(id, id.shard()));
    }
  }
}
