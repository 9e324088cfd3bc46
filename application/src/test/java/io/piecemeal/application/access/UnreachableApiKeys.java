package io.piecemeal.application.access;

import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.storage.StorageFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keys behind a broken connection. */
final class UnreachableApiKeys implements ApiKeys {

  private static StorageFailure unreachable() {
    return new StorageFailure.Unavailable("unreachable");
  }

  @Override
  public ApiKey add(ApiKey key) {
    throw unreachable();
  }

  @Override
  public Optional<ApiKey> find(KeyId id) {
    throw unreachable();
  }

  @Override
  public List<ApiKey> list() {
    throw unreachable();
  }

  @Override
  public Optional<ApiKey> revoke(KeyId id, Instant at) {
    throw unreachable();
  }

  @Override
  public Optional<ApiKey> expire(KeyId id, Instant at) {
    throw unreachable();
  }

  @Override
  public void used(KeyId id, Instant at) {
    throw unreachable();
  }
}
