package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.application.port.out.ChunkStore.Upcoming;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.StoreFixture.Breakable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a store does whose medium does not answer. */
interface StoreSilenceContract extends StoreContract {

  Duration LIMIT = Duration.ofSeconds(15);

  /** More than there are carriers of virtual threads, and more than a store may let in at once. */
  int CALLERS = 4 * Runtime.getRuntime().availableProcessors() + 16;

  /** Of objects that are written at the same time. */
  List<Integer> SIZES_OF_WRITERS =
      Collections.nCopies(8, SMALL_AND_LARGE).stream().flatMap(List::stream).toList();

  private Breakable silent() throws IOException {
    return Offer.of(fixture().silent(), "this fixture cannot silence its store");
  }

  @Test
  default void nothingIsKeptBySilentMediaAndEachCallEndsInTime() throws Exception {
    Breakable silent = silent();

    List<Throwable> answers =
        inSilence(
            silent,
            SIZES_OF_WRITERS.stream()
                .<Callable<Throwable>>map(
                    size -> () -> catchThrowable(() -> writeInTime(silent.store(), size)))
                .toList());

    assertThat(answers).hasOnlyElementsOfType(StorageFailure.Unavailable.class);
  }

  /** Ends the silence when all calls have, or should have. */
  private List<Throwable> inSilence(Breakable silent, List<Callable<Throwable>> calls)
      throws Exception {
    FutureTask<Void> heal = new FutureTask<>(silent.heal(), null);
    silent.fail().run();
    CompletableFuture.delayedExecutor(LIMIT.toSeconds() + 1, TimeUnit.SECONDS).execute(heal);
    try {
      return Race.run(calls);
    } finally {
      heal.run();
      heal.get();
    }
  }

  /** The limit is for each call, not for all of them. */
  private void writeInTime(ChunkStore store, int size) throws Throwable {
    AtomicReference<StagedObject> staged = new AtomicReference<>();
    inTime("begin", () -> staged.set(store.begin(Samples.SHARD, ObjectWriting.LIMIT)));
    try {
      inTime("write", () -> new PatternedInputStream(size).transferTo(staged.get().sink()));
      inTime("keep", () -> staged.get().keep());
    } finally {
      assertClosedInTime(staged.get());
    }
  }

  private void assertClosedInTime(StagedObject staged) throws Throwable {
    Throwable thrown = catchThrowable(() -> inTime("close", staged::close));
    assertThat(thrown).as("close on a silent medium").isNull();
  }

  @Test
  default void objectsOnSilentMediaAreReadDeletedAndGivenUpInTimeOrUnavailable() throws Exception {
    Breakable silent = silent();
    ChunkStore store = silent.store();
    List<Callable<Throwable>> calls = new ArrayList<>();
    List<StagedObject> begun = new ArrayList<>();
    for (int size : SMALL_AND_LARGE) {
      ObjectKey read = writtenTo(store, size);
      ObjectKey deleted = writtenTo(store, size);
      StagedObject staged = stagedOn(store, size);
      begun.add(staged);
      calls.add(() -> failure("open and read", () -> readFrom(store, read, 0, size)));
      calls.add(() -> failure("read of what is expected", () -> readExpected(store, read, size)));
      calls.add(() -> failure("delete", () -> store.delete(List.of(deleted))));
      calls.add(() -> failure("read of a stage", () -> staged.open(range(0, size)).close()));
    }
    List<Throwable> answers = inSilence(silent, calls);
    begun.forEach(StagedObject::close);

    assertThat(answers).allSatisfy(this::assertOnlyUnavailable);
  }

  private void readExpected(ChunkStore store, ObjectKey key, int size) throws Throwable {
    AtomicReference<Upcoming> upcoming = new AtomicReference<>();
    inTime("expect", () -> upcoming.set(store.expect(key, range(0, size))));
    try (Upcoming expected = upcoming.get()) {
      inTime("open", () -> expected.open().close());
    }
  }

  private Throwable failure(String name, ThrowingCallable call) {
    return catchThrowable(() -> inTime(name, call));
  }

  @Test
  default void callersThatWaitForSilentMediaKeepNoOthersFromBeingAnswered() throws Exception {
    Breakable silent = silent();
    silent.fail().run();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Throwable>> waiting = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        waiting.add(threads.submit(() -> catchThrowable(() -> writtenTo(silent.store(), 100))));
      }
      Future<String> other = threads.submit(() -> "came to run");
      try {
        assertThat(other).succeedsWithin(LIMIT);
      } finally {
        silent.heal().run();
      }
      for (Future<Throwable> caller : waiting) {
        assertOnlyUnavailable(caller.get());
      }
    }
  }

  /** Or no failure at all, where the medium answered in time. */
  private void assertOnlyUnavailable(@Nullable Throwable failure) {
    if (failure != null) {
      assertThat(failure).isInstanceOf(StorageFailure.Unavailable.class);
    }
  }

  private static void inTime(String name, ThrowingCallable call) throws Throwable {
    long start = System.nanoTime();
    try {
      call.call();
    } finally {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).as(name).isLessThan(LIMIT);
    }
  }
}
