package io.piecemeal.adapters.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.Samples;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers get who ask for one key while it is being looked for. */
@Timeout(60)
final class SharedKeyLookUpTest {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  private static final KeyId ID = new KeyId("key00001");
  private static final ApiKeyRow ROW =
      new ApiKeyRow(
          ID.value(),
          "alice",
          "",
          "read",
          Samples.digest(1).hex(),
          Instant.EPOCH,
          null,
          null,
          null);

  @AutoClose private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private final AtomicInteger lookUps = new AtomicInteger();
  private final CountDownLatch firstIsAsking = new CountDownLatch(1);
  private final CompletableFuture<List<ApiKeyRow>> firstAnswer = new CompletableFuture<>();
  private final PostgresApiKeys keys = new PostgresApiKeys(POSTGRES.database(), rows());

  /** The first look-up takes as long as the test wants, all others find the key. */
  private ApiKeyRows rows() {
    return (ApiKeyRows)
        Proxy.newProxyInstance(
            ApiKeyRows.class.getClassLoader(),
            new Class<?>[] {ApiKeyRows.class},
            (proxy, method, arguments) -> {
              if (lookUps.getAndIncrement() > 0) {
                return List.of(ROW);
              }
              firstIsAsking.countDown();
              return answer();
            });
  }

  private List<ApiKeyRow> answer() {
    try {
      return firstAnswer.join();
    } catch (RuntimeException e) {
      throw new IllegalStateException("what a repository makes of it", e.getCause());
    }
  }

  @Test
  void theKeyIsSharedAndRemembered() throws Exception {
    List<CompletableFuture<Optional<ApiKey>>> callers = oneAsksAndTwoJoin();

    firstAnswer.complete(List.of(ROW));

    assertThat(callers).allSatisfy(caller -> assertThat(caller.join()).contains(ROW.toKey()));
    assertThat(keys.find(ID)).contains(ROW.toKey());
    assertThat(lookUps).hasValue(1);
  }

  @Test
  void aFailureIsSharedAndNotRemembered() throws Exception {
    List<CompletableFuture<Optional<ApiKey>>> callers = oneAsksAndTwoJoin();

    firstAnswer.completeExceptionally(new SQLException("no answer", "08001"));

    assertThat(callers)
        .allSatisfy(
            caller ->
                assertThat(caller.handle((key, failure) -> failure).join())
                    .hasCauseInstanceOf(StorageFailure.Unavailable.class));
    assertThat(lookUps).hasValue(1);
    assertThat(keys.find(ID)).contains(ROW.toKey());
  }

  /** It may have been added after the first one began to look. */
  @Test
  void thatThereIsNoSuchKeyIsFoundOutByEachCallerItself() throws Exception {
    List<CompletableFuture<Optional<ApiKey>>> callers = oneAsksAndTwoJoin();

    firstAnswer.complete(List.of());

    assertThat(callers.getFirst().join()).isEmpty();
    assertThat(callers.subList(1, 3))
        .allSatisfy(caller -> assertThat(caller.join()).contains(ROW.toKey()));
  }

  @Test
  void aRevocationIsSeenByWhoeverComesAfterItThoughALookUpIsUnderWay() throws Exception {
    CompletableFuture<Optional<ApiKey>> early = ask();
    firstIsAsking.await();

    keys.revoke(ID, Instant.EPOCH);
    firstAnswer.complete(List.of(ROW));
    early.join();

    keys.find(ID);
    assertThat(lookUps).hasValue(3);
  }

  private List<CompletableFuture<Optional<ApiKey>>> oneAsksAndTwoJoin() throws Exception {
    CompletableFuture<Optional<ApiKey>> first = ask();
    firstIsAsking.await();
    return List.of(first, ask(), ask());
  }

  private CompletableFuture<Optional<ApiKey>> ask() {
    return CompletableFuture.supplyAsync(() -> keys.find(ID), threads);
  }
}
