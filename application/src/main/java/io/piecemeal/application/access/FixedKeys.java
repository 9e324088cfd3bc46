package io.piecemeal.application.access;

import io.piecemeal.application.object.Digests;
import io.piecemeal.application.port.in.Authenticate;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Credential;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.Sha256;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Keys that are given by configuration, one for each owner. Kept as hashes; they do not expire. */
public final class FixedKeys implements Authenticate {

  /** The fewest characters of a key. */
  public static final int MIN_LENGTH = 32;

  private final Map<Sha256, Caller> callers;

  /** A key as it is given: a secret. */
  public record Given(String key, Set<Scope> scopes) {
    @Override
    public String toString() {
      return "Given" + scopes;
    }
  }

  /**
   * Takes over the hashes of the keys.
   *
   * @throws IllegalArgumentException if a key has fewer than 32 characters, or two owners have the
   *     same
   */
  public FixedKeys(Map<Owner, Given> keys) {
    keys.forEach((owner, given) -> requireLength(owner, given.key()));
    this.callers =
        keys.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    key -> Digests.sha256(key.getValue().key()),
                    key -> caller(key.getKey(), key.getValue()),
                    (one, other) -> {
                      throw new IllegalArgumentException("two owners have the same key");
                    }));
  }

  private static Caller caller(Owner owner, Given given) {
    return new Caller(owner, new Credential.FixedKey(), given.scopes());
  }

  private static void requireLength(Owner owner, String key) {
    if (key.length() < MIN_LENGTH) {
      throw new IllegalArgumentException(
          "the key of %s has %d characters; it needs at least %d"
              .formatted(owner, key.length(), MIN_LENGTH));
    }
  }

  @Override
  public Optional<Caller> authenticate(String token) {
    Sha256 presented = Digests.sha256(token);
    Optional<Caller> found = Optional.empty();
    // All of them, so that the time taken does not tell which one it was.
    for (Map.Entry<Sha256, Caller> key : callers.entrySet()) {
      if (Digests.equal(key.getKey(), presented)) {
        found = Optional.of(key.getValue());
      }
    }
    return found;
  }
}
