package io.piecemeal.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.DamageMarks;
import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.application.port.out.ScanQueue;
import io.piecemeal.application.port.out.ScanQueue.Waiting;
import io.piecemeal.domain.event.EventReading.Events;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.event.FileEvent;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.WrongLedger.Call;
import io.piecemeal.testkit.WrongLedger.Mistake;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Queues of scans with mistakes that adapters really make; the suite lets none of them pass. */
final class WrongScanQueuesTest {

  private static final Set<EventType> OF_SCANS =
      Set.of(EventType.FILE_PASSED, EventType.FILE_QUARANTINED, EventType.FILE_RELEASED);

  /** What {@link Suite} is told to make; surefire runs the tests of a class one by one. */
  private static Mistake mistake = Call::proceed;

  /** A mistake, and the test of the suite that finds it. */
  @SuppressWarnings("ImmutableEnumChecker")
  enum Wrong {
    LEASE_IGNORED(
        "aFileThatWasTakenUpIsGivenOutAgainOnlyAfterItsLease",
        call -> isOfQueue(call, "take") ? call.with(0, Duration.ZERO) : call.proceed()),
    LEASE_WITHOUT_END(
        "aFileThatWasTakenUpIsGivenOutAgainOnlyAfterItsLease",
        call -> isOfQueue(call, "take") ? call.with(0, Duration.ofDays(1)) : call.proceed()),
    LIMIT_ONE_TOO_HIGH(
        "theFileThatIsDueLongestComesFirst",
        call ->
            isOfQueue(call, "take")
                ? call.with(1, call.argument(1, Integer.class) + 1)
                : call.proceed()),
    WAITED_FOR_NO_TIME("howLongAFileWaitsIsTold", call -> taken(call, Wrong::unwaited)),
    HELD_FOR_NO_TIME(
        "aFileThatIsHeldIsGivenOutLater",
        call -> isOfQueue(call, "hold") ? call.with(1, Duration.ZERO) : call.proceed()),
    HOLDS_WHAT_WAITS_NO_MORE(
        "theFirstVerdictCountsAlsoAfterItsLease", call -> claiming(call, "hold")),
    DECIDES_WHAT_WAITS_NO_MORE(
        "theFirstVerdictCountsAlsoAfterItsLease", call -> claiming(call, "decide")),
    DECIDES_NOTHING(
        "aVerdictIsKeptAndTold", call -> isOfQueue(call, "decide") ? true : call.proceed()),
    VERDICT_TOLD_TO_NOBODY("aVerdictIsKeptAndTold", Wrong::withoutEvents),
    RELEASE_TOLD_TO_NOBODY("aFileIsReleasedFromQuarantineAndFromWaiting", Wrong::withoutEvents),
    RELEASES_NOTHING(
        "aFileIsReleasedFromQuarantineAndFromWaiting",
        call -> isOfQueue(call, "release") ? Optional.empty() : call.proceed()),
    SCANS_NOTHING_AGAIN(
        "anyCompleteFileCanBeScannedAgain",
        call -> isOfQueue(call, "again") ? Optional.empty() : call.proceed()),
    DAMAGED_FILES_GIVEN_OUT(
        "aFileOutOfReachOrDamagedIsNotDue",
        call ->
            call.port() instanceof DamageMarks && call.is("markDamaged") ? true : call.proceed()),
    OUT_OF_REACH_TAKEN_FOR_EMPTY(
        "aLedgerThatCannotBeReachedHasNotNothingToScan", Wrong::emptyWithoutLedger);

    private final String finder;
    private final Mistake mistake;

    Wrong(String finder, Mistake mistake) {
      this.finder = finder;
      this.mistake = mistake;
    }

    private static boolean isOfQueue(Call call, String name) {
      return call.port() instanceof ScanQueue && call.is(name);
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object taken(Call call, UnaryOperator<List<Waiting>> change)
        throws Throwable {
      Object result = call.proceed();
      return isOfQueue(call, "take")
          ? change.apply((List<Waiting>) requireNonNull(result))
          : result;
    }

    private static List<Waiting> unwaited(List<Waiting> taken) {
      return taken.stream()
          .map(each -> new Waiting(each.file(), each.round(), Duration.ZERO))
          .toList();
    }

    /** Says that it did what it could not do. */
    private static @Nullable Object claiming(Call call, String name) throws Throwable {
      Object result = call.proceed();
      return isOfQueue(call, name) ? true : result;
    }

    private static @Nullable Object withoutEvents(Call call) throws Throwable {
      Object result = call.proceed();
      if (call.port() instanceof EventLog && result instanceof Events page) {
        List<FileEvent> others =
            page.events().stream().filter(event -> !OF_SCANS.contains(event.type())).toList();
        return new Events(others, page.next());
      }
      return result;
    }

    private static @Nullable Object emptyWithoutLedger(Call call) throws Throwable {
      try {
        return call.proceed();
      } catch (StorageFailure.Unavailable e) {
        if (isOfQueue(call, "take")) {
          return List.of();
        }
        throw e;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Wrong.class)
  void aWrongQueueFailsTheTestThatIsForIt(Wrong wrong) {
    mistake = wrong.mistake;

    assertThat(SuiteRun.failures(Suite.class)).anyMatch(failed -> failed.contains(wrong.finder));
  }

  @Test
  void aRightQueueFailsNone() {
    mistake = Call::proceed;

    assertThat(SuiteRun.failures(Suite.class)).isEmpty();
  }

  static final class Suite extends ScanQueueContract {
    @Override
    protected LedgerFixture emptyLedger() {
      return new WrongLedger(new InMemoryLedgerFixture(), mistake);
    }
  }
}
