package io.piecemeal.client;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A URL that takes the rest of a file, once, without a key. The URL is a secret.
 *
 * @param offset in the file, where the bytes of its holder begin
 */
public record Ticket(String fileId, URI url, long offset, Instant expiresAt) {

  static Ticket of(Map<String, @Nullable Object> members) {
    return new Ticket(
        Members.text(members, "file_id"),
        URI.create(Members.text(members, "url")),
        Members.number(members, "offset"),
        Instant.parse(Members.text(members, "expires_at")));
  }

  /** Without the URL, which is all that its holder needs. */
  @Override
  public String toString() {
    return "ticket of %s from %d until %s".formatted(fileId, offset, expiresAt);
  }
}
