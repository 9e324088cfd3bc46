package io.piecemeal.bootstrap.cli;

import io.piecemeal.adapters.admin.KeyView;
import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.KeyTerms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys in the database, whether the service runs or not. */
record StoredKeyBook(ManageKeys keys) implements KeyBook {

  @Override
  public Map<String, Object> create(KeyTerms terms) {
    return KeyView.of(keys.create(terms));
  }

  @Override
  public List<Map<String, Object>> list() {
    return keys.list().stream().map(KeyView::of).toList();
  }

  @Override
  public Optional<Map<String, Object>> rotate(KeyId key, Duration overlap) {
    return keys.rotate(key, overlap).map(KeyView::of);
  }

  @Override
  public Optional<KeyId> revoke(KeyId key) {
    return switch (keys.revoke(key)) {
      case REVOKED -> Optional.of(key);
      case NO_SUCH_KEY -> Optional.empty();
    };
  }
}
