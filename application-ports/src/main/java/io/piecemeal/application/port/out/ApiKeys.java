package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.List;
import java.util.Optional;

/** Keeps API keys, by their hashes. All methods throw {@link StorageFailure.Unavailable}. */
public interface ApiKeys {

  /** Enters a key; durable on return. */
  ApiKey add(KeyId id, Owner owner, Sha256 tokenHash);

  /** Finds a key, also a revoked one. May be up to 5 seconds behind what another node changed. */
  Optional<ApiKey> find(KeyId id);

  /** All keys, oldest first. */
  List<ApiKey> list();

  /** Marks a key as revoked, once and for all; empty if there is no such key. */
  Optional<ApiKey> revoke(KeyId id);
}
