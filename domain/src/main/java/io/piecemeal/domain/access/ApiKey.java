package io.piecemeal.domain.access;

import io.piecemeal.domain.storage.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of an API key: whose it is, what it may do and until when, and the hash of the whole
 * token. An owner may have several.
 *
 * @param scopes at least one
 * @param expiresAt from when on it is refused; not before it was made
 * @param lastUsedAt up to a minute before it was really used last; empty if it never was
 */
public record ApiKey(
    KeyId id,
    Owner owner,
    KeyLabel label,
    Set<Scope> scopes,
    Sha256 tokenHash,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt,
    Optional<Instant> lastUsedAt) {
  /**
   * Takes over what is kept.
   *
   * @throws IllegalArgumentException if there is no scope, or it expires before it is made
   */
  public ApiKey {
    scopes = Set.copyOf(scopes);
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("a key has at least one scope");
    }
    if (expiresAt.isPresent() && expiresAt.get().isBefore(createdAt)) {
      throw new IllegalArgumentException("a key expires before it is made");
    }
  }

  /** A key that was just made. */
  public static ApiKey made(
      KeyId id, KeyTerms terms, Sha256 tokenHash, Instant now, Optional<Instant> expiresAt) {
    return new ApiKey(
        id,
        terms.owner(),
        terms.label(),
        terms.scopes(),
        tokenHash,
        now,
        expiresAt,
        Optional.empty(),
        Optional.empty());
  }

  public boolean isRevoked() {
    return revokedAt.isPresent();
  }

  /** Whether it is neither revoked nor expired at this time. */
  public boolean mayStillBeUsed(Instant now) {
    return !isRevoked() && expiresAt.filter(end -> !now.isBefore(end)).isEmpty();
  }

  /** The same key, revoked; one that was revoked before stays as it is. */
  public ApiKey revoked(Instant at) {
    return with(expiresAt, revokedAt.or(() -> Optional.of(at)), lastUsedAt);
  }

  /** The same key, which expires then unless it does so earlier; at once if it is made later. */
  public ApiKey expiring(Instant at) {
    Instant end = expiresAt.filter(earlier -> earlier.isBefore(at)).orElse(at);
    return with(Optional.of(end.isBefore(createdAt) ? createdAt : end), revokedAt, lastUsedAt);
  }

  /** The same key, used then or later. */
  public ApiKey used(Instant at) {
    return with(
        expiresAt,
        revokedAt,
        lastUsedAt.filter(later -> later.isAfter(at)).or(() -> Optional.of(at)));
  }

  private ApiKey with(
      Optional<Instant> expiresAt, Optional<Instant> revokedAt, Optional<Instant> lastUsedAt) {
    return new ApiKey(
        id, owner, label, scopes, tokenHash, createdAt, expiresAt, revokedAt, lastUsedAt);
  }
}
