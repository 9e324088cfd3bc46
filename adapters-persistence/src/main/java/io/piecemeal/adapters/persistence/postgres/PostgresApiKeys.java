package io.piecemeal.adapters.persistence.postgres;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.StorageFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * API keys. Remembers, for the 5 seconds that the port allows, the keys that it found; those that
 * it did not find are looked for again, so that a new key works at once. Callers that ask for one
 * key at the same time share a look-up, and its failure.
 */
final class PostgresApiKeys implements ApiKeys {

  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final int REMEMBERED_KEYS = 10_000;

  private final Database database;
  private final ApiKeyRows rows;

  /** A look-up that fails, or finds nothing, is not remembered. */
  private final AsyncCache<KeyId, @Nullable ApiKey> found =
      Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(REMEMBERED_KEYS).buildAsync();

  PostgresApiKeys(Database database, ApiKeyRows rows) {
    this.database = database;
    this.rows = rows;
  }

  @Override
  public ApiKey add(ApiKey key) {
    return database
        .change(
            "add key %s".formatted(key.id()),
            () ->
                rows.insert(
                    key.id().value(),
                    key.owner().value(),
                    key.label().value(),
                    Scope.write(key.scopes()),
                    key.tokenHash().hex(),
                    kept(key.createdAt()),
                    key.expiresAt().map(PostgresApiKeys::kept).orElse(null)))
        .getFirst()
        .toKey();
  }

  /** The driver would round up. */
  private static Instant kept(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public Optional<ApiKey> find(KeyId id) {
    CompletableFuture<@Nullable ApiKey> own = new CompletableFuture<>();
    CompletableFuture<@Nullable ApiKey> shared = found.asMap().putIfAbsent(id, own);
    if (shared == null) {
      return load(id, own);
    }
    // A key that this look-up did not find may have been added since it began.
    return result(id, shared).or(() -> load(id));
  }

  private Optional<ApiKey> load(KeyId id, CompletableFuture<@Nullable ApiKey> result) {
    try {
      Optional<ApiKey> key = load(id);
      result.complete(key.orElse(null));
      return key;
    } catch (Throwable e) {
      result.completeExceptionally(e);
      throw e;
    }
  }

  private Optional<ApiKey> load(KeyId id) {
    return ask("find key %s".formatted(id), () -> rows.find(id.value())).stream().findFirst();
  }

  private static Optional<ApiKey> result(KeyId id, CompletableFuture<@Nullable ApiKey> shared) {
    try {
      return Optional.ofNullable(shared.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof StorageFailure failure) {
        throw new StorageFailure.Unavailable(
            "find key %s, as another caller".formatted(id), failure);
      }
      throw e;
    }
  }

  @Override
  public List<ApiKey> list() {
    return ask("list keys", rows::list);
  }

  @Override
  public Optional<ApiKey> revoke(KeyId id, Instant at) {
    return change(
        id, () -> ask("revoke key %s".formatted(id), () -> rows.revoke(id.value(), kept(at))));
  }

  @Override
  public Optional<ApiKey> expire(KeyId id, Instant at) {
    return change(
        id, () -> ask("expire key %s".formatted(id), () -> rows.expire(id.value(), kept(at))));
  }

  private Optional<ApiKey> change(KeyId id, Supplier<List<ApiKey>> change) {
    try {
      return change.get().stream().findFirst();
    } finally {
      // Also after a failure, which may have come after the change.
      found.synchronous().invalidate(id);
    }
  }

  @Override
  public void used(KeyId id, Instant at) {
    ask("note use of key %s".formatted(id), () -> rows.used(id.value(), kept(at)));
  }

  private List<ApiKey> ask(String what, Supplier<List<ApiKeyRow>> question) {
    return database.ask(what, question).stream().map(ApiKeyRow::toKey).toList();
  }
}
