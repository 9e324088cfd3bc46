package io.piecemeal.adapters.persistence.postgres;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.domain.ApiKey;
import io.piecemeal.domain.KeyId;
import io.piecemeal.domain.Owner;
import io.piecemeal.domain.Sha256;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * API keys. Remembers, for the 5 seconds that the port allows, the keys that it found; those that
 * it did not find are looked for again, so that a new key works at once.
 */
final class PostgresApiKeys implements ApiKeys {

  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final int REMEMBERED_KEYS = 10_000;

  private final ApiKeyRows rows;
  private final Cache<KeyId, Optional<ApiKey>> found =
      Caffeine.newBuilder()
          .expireAfter(Expiry.writing(PostgresApiKeys::freshness))
          .maximumSize(REMEMBERED_KEYS)
          .build();

  PostgresApiKeys(ApiKeyRows rows) {
    this.rows = rows;
  }

  @Override
  public ApiKey add(KeyId id, Owner owner, Sha256 tokenHash) {
    return ask(
            "add key %s".formatted(id),
            () -> rows.insert(id.value(), owner.value(), tokenHash.hex()))
        .getFirst();
  }

  @Override
  public Optional<ApiKey> find(KeyId id) {
    return found.get(id, this::load);
  }

  private Optional<ApiKey> load(KeyId id) {
    return ask("find key %s".formatted(id), () -> rows.find(id.value())).stream().findFirst();
  }

  private static Duration freshness(KeyId id, Optional<ApiKey> key) {
    return key.isPresent() ? FRESH : Duration.ZERO;
  }

  @Override
  public List<ApiKey> list() {
    return ask("list keys", rows::list);
  }

  @Override
  public Optional<ApiKey> revoke(KeyId id) {
    try {
      return ask("revoke key %s".formatted(id), () -> rows.revoke(id.value())).stream().findFirst();
    } finally {
      // Also after a failure, which may have come after the change.
      found.invalidate(id);
    }
  }

  private static List<ApiKey> ask(String what, Supplier<List<ApiKeyRow>> question) {
    try {
      return question.get().stream().map(ApiKeyRow::toKey).toList();
    } catch (RuntimeException e) {
      throw SqlFailures.ofRepository(what, e);
    }
  }
}
