package io.piecemeal.domain.upload;

import io.piecemeal.domain.access.Owner;
import java.time.Instant;

/** What a file is from its opening on, whatever becomes of it. */
public record FileHeader(
    FileId id,
    Owner owner,
    FileName name,
    ContentType contentType,
    Declaration declared,
    Instant createdAt) {

  /** Refuses content whose last chunk is in another shard than the file. */
  void requireShardOf(FileContent content) {
    if (content.lastChunk().filter(last -> !last.key().shard().equals(id.shard())).isPresent()) {
      throw new IllegalArgumentException(
          "the last chunk of file %s is not in its shard %s".formatted(id, id.shard()));
    }
  }
}
