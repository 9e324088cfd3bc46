package io.piecemeal.domain.access;

import io.piecemeal.domain.storage.Sha256;
import java.time.Instant;
import java.util.Optional;

/** What is kept of an API key: whose it is, and the hash of the whole token. */
public record ApiKey(
    KeyId id, Owner owner, Sha256 tokenHash, Instant createdAt, Optional<Instant> revokedAt) {

  public boolean isRevoked() {
    return revokedAt.isPresent();
  }
}
