package io.piecemeal.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service takes, in bytes.
 *
 * @param maxChunkBytes of one chunk
 * @param recommendedChunkBytes the chunk that is best in most cases
 * @param maxFileBytes of a file that is sent in chunks
 */
public record Limits(long maxChunkBytes, long recommendedChunkBytes, long maxFileBytes) {

  static Limits of(Map<String, @Nullable Object> members) {
    return new Limits(
        Members.number(members, "max_chunk_bytes"),
        Members.number(members, "recommended_chunk_bytes"),
        Members.number(members, "max_file_bytes"));
  }
}
