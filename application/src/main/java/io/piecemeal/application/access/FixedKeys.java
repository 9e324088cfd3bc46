package io.piecemeal.application.access;

import io.piecemeal.application.object.Digests;
import io.piecemeal.application.port.in.Authenticate;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.Sha256;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Keys that are given by configuration, one for each owner. Kept as hashes. */
public final class FixedKeys implements Authenticate {

  /** The fewest characters of a key. */
  public static final int MIN_LENGTH = 32;

  private final Map<Owner, Sha256> hashes;

  /**
   * Takes over the hashes of the keys.
   *
   * @throws IllegalArgumentException if a key has fewer than 32 characters, or two owners have the
   *     same
   */
  public FixedKeys(Map<Owner, String> keys) {
    keys.forEach(FixedKeys::requireLength);
    this.hashes =
        keys.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, key -> Digests.sha256(key.getValue())));
    if (Set.copyOf(hashes.values()).size() < hashes.size()) {
      throw new IllegalArgumentException("two owners have the same key");
    }
  }

  private static void requireLength(Owner owner, String key) {
    if (key.length() < MIN_LENGTH) {
      throw new IllegalArgumentException(
          "the key of %s has %d characters; it needs at least %d"
              .formatted(owner, key.length(), MIN_LENGTH));
    }
  }

  @Override
  public Optional<Owner> authenticate(String token) {
    Sha256 presented = Digests.sha256(token);
    Optional<Owner> found = Optional.empty();
    // All of them, so that the time taken does not tell which one it was.
    for (Map.Entry<Owner, Sha256> key : hashes.entrySet()) {
      if (Digests.equal(key.getValue(), presented)) {
        found = Optional.of(key.getKey());
      }
    }
    return found;
  }
}
