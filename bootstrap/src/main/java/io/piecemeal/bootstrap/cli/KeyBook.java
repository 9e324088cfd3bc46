package io.piecemeal.bootstrap.cli;

import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.KeyTerms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that a command is about; each as the members of JSON that the admin API gives. */
interface KeyBook {

  /** The new key, with its token as {@code key}. */
  Map<String, Object> create(KeyTerms terms);

  List<Map<String, Object>> list();

  /** The new key; empty if there is none that may still be used. */
  Optional<Map<String, Object>> rotate(KeyId key, Duration overlap);

  /** Empty if there is no such key. */
  Optional<KeyId> revoke(KeyId key);
}
