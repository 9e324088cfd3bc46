package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.KeyId;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keys that last as long as their process. */
public final class InMemoryApiKeys implements ApiKeys {
  private final Map<KeyId, ApiKey> keys = new LinkedHashMap<>();

  @Override
  public synchronized ApiKey add(ApiKey key) {
    ApiKey kept =
        new ApiKey(
            key.id(),
            key.owner(),
            key.label(),
            key.scopes(),
            key.tokenHash(),
            Times.truncated(key.createdAt()),
            key.expiresAt().map(Times::truncated),
            key.revokedAt().map(Times::truncated),
            key.lastUsedAt().map(Times::truncated));
    if (keys.putIfAbsent(key.id(), kept) != null) {
      throw new IllegalStateException("key id used twice: " + key.id());
    }
    return kept;
  }

  @Override
  public synchronized Optional<ApiKey> find(KeyId id) {
    return Optional.ofNullable(keys.get(id));
  }

  @Override
  public synchronized List<ApiKey> list() {
    return keys.values().stream().sorted(Comparator.comparing(ApiKey::createdAt)).toList();
  }

  @Override
  public Optional<ApiKey> revoke(KeyId id, Instant at) {
    return change(id, key -> key.revoked(Times.truncated(at)));
  }

  @Override
  public Optional<ApiKey> expire(KeyId id, Instant at) {
    return change(id, key -> key.expiring(Times.truncated(at)));
  }

  @Override
  public void used(KeyId id, Instant at) {
    change(id, key -> key.used(Times.truncated(at)));
  }

  private synchronized Optional<ApiKey> change(KeyId id, UnaryOperator<ApiKey> change) {
    return Optional.ofNullable(keys.computeIfPresent(id, (same, key) -> change.apply(key)));
  }
}
