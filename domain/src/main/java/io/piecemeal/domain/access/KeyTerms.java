package io.piecemeal.domain.access;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a key is to be.
 *
 * @param scopes at least one
 * @param lifetime after which it expires, more than nothing; empty if it does not
 */
public record KeyTerms(
    Owner owner, KeyLabel label, Set<Scope> scopes, Optional<Duration> lifetime) {
  public KeyTerms {
    scopes = Set.copyOf(scopes);
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("a key has at least one scope");
    }
    if (lifetime.isPresent() && !lifetime.get().isPositive()) {
      throw new IllegalArgumentException("a key lives for some time");
    }
  }

  /** All that can be done with the files of an owner, for good. */
  public static KeyTerms of(Owner owner) {
    return new KeyTerms(owner, KeyLabel.NONE, Scope.OF_FILES, Optional.empty());
  }
}
