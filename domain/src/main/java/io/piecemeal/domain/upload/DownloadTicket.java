package io.piecemeal.domain.upload;

import io.piecemeal.domain.access.Owner;
import java.time.Instant;

/**
 * Permission to read one complete file without a key, as often as its holder likes, until it
 * expires or is revoked.
 *
 * @param owner whose file it is
 * @param expiresAt when no request may begin any more. Never after the file expires
 */
public record DownloadTicket(Owner owner, FileId file, Instant expiresAt) {

  /** How many a file has at most; one more takes the place of the oldest. */
  public static final int MOST_PER_FILE = 16;
}
