package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.storage.StorageFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps API keys, by their hashes, and times in microseconds. All methods throw {@link
 * StorageFailure.Unavailable} where they do not answer; what they changed is durable when they
 * return. All but {@link #add} may be called again then; that one throws {@link
 * StorageFailure.OutcomeUnknown} if the key may be there.
 */
public interface ApiKeys {
  /** Enters a key under an id that no other has; gives it as it is kept. */
  ApiKey add(ApiKey key);

  /**
   * Finds a key, also one that is revoked or expired. May be up to 5 seconds behind what another
   * node changed, and behind {@link #used}.
   */
  Optional<ApiKey> find(KeyId id);

  /** All keys, oldest first. */
  List<ApiKey> list();

  /** Marks a key as {@link ApiKey#revoked}; empty if there is no such key. */
  Optional<ApiKey> revoke(KeyId id, Instant at);

  /** Marks a key as {@link ApiKey#expiring}; empty if there is no such key. */
  Optional<ApiKey> expire(KeyId id, Instant at);

  /** Marks a key as {@link ApiKey#used}; does nothing if there is no such key. */
  void used(KeyId id, Instant at);
}
