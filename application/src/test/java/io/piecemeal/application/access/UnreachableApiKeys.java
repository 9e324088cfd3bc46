package io.piecemeal.application.access;

import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.List;
import java.util.Optional;

/** Keys behind a broken connection. */
final class UnreachableApiKeys implements ApiKeys {

  private static StorageFailure unreachable() {
    return new StorageFailure.Unavailable("unreachable");
  }

  @Override
  public ApiKey add(KeyId id, Owner owner, Sha256 tokenHash) {
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
  public Optional<ApiKey> revoke(KeyId id) {
    throw unreachable();
  }
}
