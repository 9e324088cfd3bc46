package io.piecemeal.application.service;

import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.domain.ApiKey;
import io.piecemeal.domain.KeyId;
import io.piecemeal.domain.Owner;
import io.piecemeal.domain.Sha256;
import io.piecemeal.domain.StorageFailure;
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
