package io.piecemeal.client;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A URL at which a complete file can be read without a key, until it expires. The URL is a secret.
 *
 * @param size bytes of the file
 * @param sha256 its digest, in hex digits
 */
public record DownloadTicket(
    String fileId, String filename, long size, String sha256, URI url, Instant expiresAt) {

  static DownloadTicket of(Map<String, @Nullable Object> members) {
    return new DownloadTicket(
        Members.text(members, "file_id"),
        Members.text(members, "filename"),
        Members.number(members, "size"),
        Members.text(members, "sha256"),
        URI.create(Members.text(members, "url")),
        Instant.parse(Members.text(members, "expires_at")));
  }

  /** Without the URL, which is all that its holder needs. */
  @Override
  public String toString() {
    return "ticket to read %s until %s".formatted(fileId, expiresAt);
  }
}
