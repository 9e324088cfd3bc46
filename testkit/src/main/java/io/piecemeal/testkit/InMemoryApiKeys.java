package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.Sha256;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys that last as long as their process. */
public final class InMemoryApiKeys implements ApiKeys {

  private final InstantSource clock;
  private final Map<KeyId, ApiKey> keys = new LinkedHashMap<>();

  public InMemoryApiKeys(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized ApiKey add(KeyId id, Owner owner, Sha256 tokenHash) {
    ApiKey key =
        new ApiKey(id, owner, tokenHash, Times.truncated(clock.instant()), Optional.empty());
    if (keys.putIfAbsent(id, key) != null) {
      throw new IllegalStateException("key id used twice: " + id);
    }
    return key;
  }

  @Override
  public synchronized Optional<ApiKey> find(KeyId id) {
    return Optional.ofNullable(keys.get(id));
  }

  @Override
  public synchronized List<ApiKey> list() {
    return List.copyOf(keys.values());
  }

  @Override
  public synchronized Optional<ApiKey> revoke(KeyId id) {
    return Optional.ofNullable(keys.computeIfPresent(id, (same, key) -> revoked(key)));
  }

  private ApiKey revoked(ApiKey key) {
    Optional<Instant> at = key.revokedAt().or(() -> Optional.of(Times.truncated(clock.instant())));
    return new ApiKey(key.id(), key.owner(), key.tokenHash(), key.createdAt(), at);
  }
}
