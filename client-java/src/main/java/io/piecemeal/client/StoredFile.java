package io.piecemeal.client;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file as the service knows it: an upload session is one from its first moment on.
 *
 * @param id 32 of {@code a-z0-9}
 * @param filename a label that its uploader chose, never a path
 * @param size bytes accepted so far
 * @param declaredSize bytes that it is to have, if that was said when it was opened
 * @param complete whether it will never change again
 * @param chunks in how many it is stored
 * @param sha256 of all bytes, in hex, once it is complete
 */
public record StoredFile(
    String id,
    String filename,
    long size,
    Optional<Long> declaredSize,
    boolean complete,
    long chunks,
    String contentType,
    Optional<String> sha256,
    Instant createdAt,
    Instant updatedAt,
    Instant expiresAt) {

  /**
   * Reads the members of an answer.
   *
   * @throws IllegalArgumentException if one is missing or of another type
   */
  static StoredFile of(Map<String, @Nullable Object> members) {
    return new StoredFile(
        Members.text(members, "file_id"),
        Members.text(members, "filename"),
        Members.number(members, "size"),
        members.get("declared_size") instanceof Long declared
            ? Optional.of(declared)
            : Optional.empty(),
        "complete".equals(members.get("status")),
        members.get("chunks") instanceof Long chunks ? chunks : 0,
        members.get("content_type") instanceof String type ? type : "application/octet-stream",
        members.get("sha256") instanceof String digest ? Optional.of(digest) : Optional.empty(),
        time(members, "created_at"),
        time(members, "updated_at"),
        time(members, "expires_at"));
  }

  private static Instant time(Map<String, @Nullable Object> members, String name) {
    try {
      return Instant.parse(Members.text(members, name));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(name + " is no time", e);
    }
  }
}
