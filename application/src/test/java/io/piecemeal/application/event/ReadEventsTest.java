package io.piecemeal.application.event;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.ReadEvents.Watch;
import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.domain.event.FileEvent;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.Samples;
import io.piecemeal.testkit.TestClock;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class ReadEventsTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final TestClock clock = new TestClock();
  private final InMemoryFileLedger ledger = new InMemoryFileLedger(clock);

  /** What happens in each pause; nothing in those that follow. */
  private final Deque<Runnable> steps = new ArrayDeque<>();

  private final List<Duration> pauses = new ArrayList<>();
  private boolean stopping;

  private final ReadEventsService events =
      new ReadEventsService(
          ledger.events(),
          time -> {
            pauses.add(time);
            if (!steps.isEmpty()) {
              steps.removeFirst().run();
            }
            return !stopping;
          });

  private FileId opened(Owner owner) {
    return Samples.entered(ledger.open(Samples.newFile(owner))).id();
  }

  private static List<FileId> files(EventReading reading) {
    return ((EventReading.Events) reading).events().stream().map(FileEvent::file).toList();
  }

  private Optional<EventReading> await(Duration atMost) {
    try (Watch watch = events.watch(ALICE)) {
      return watch.await(Optional.of(events.latest(ALICE)), 10, atMost);
    }
  }

  @Test
  void whatIsThereIsToldAtOnce() {
    FileId file = opened(ALICE);

    assertThat(files(events.read(ALICE, Optional.empty(), 10))).containsExactly(file);
    try (Watch watch = events.watch(ALICE)) {
      assertThat(files(watch.await(Optional.empty(), 10, LONG).orElseThrow()))
          .containsExactly(file);
    }
    assertThat(pauses).isEmpty();
  }

  @Test
  void aWaitEndsWithTheNextEvent() {
    opened(ALICE);
    List<FileId> next = new ArrayList<>();
    steps.add(() -> opened(BOB));
    steps.add(() -> next.add(opened(ALICE)));

    assertThat(files(await(LONG).orElseThrow())).isEqualTo(next);
    assertThat(pauses).hasSize(2).containsOnly(ReadEventsService.INTERVAL);
  }

  @Test
  void aWaitEndsWithoutEventsWhenItsTimeIsOver() {
    Duration time = ReadEventsService.INTERVAL.plusMillis(1);

    assertThat(files(await(time).orElseThrow())).isEmpty();
    assertThat(pauses).containsExactly(ReadEventsService.INTERVAL, Duration.ofMillis(1));
  }

  @Test
  void aWaitEndsWhenTheServiceStops() {
    stopping = true;

    assertThat(await(LONG)).isEmpty();
    assertThat(pauses).hasSize(1);
  }

  @Test
  void whoMissedEventsIsToldAtOnce() {
    opened(ALICE);
    clock.advance(Duration.ofDays(2));
    assertThat(new DropEventsService(ledger.events(), Duration.ofDays(3)).drop()).isZero();
    assertThat(new DropEventsService(ledger.events(), Duration.ofDays(2)).drop()).isEqualTo(1);

    try (Watch watch = events.watch(ALICE)) {
      assertThat(watch.await(Optional.of(EventCursor.NONE), 10, LONG))
          .contains(new EventReading.Lost());
    }
    assertThat(pauses).isEmpty();
  }

  @Test
  void placesToWaitAreBoundedForAnOwnerAndGivenBackOnce() {
    int most = ReadEventsService.MOST_WAITING_OF_ONE_OWNER;
    List<Watch> open = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      open.add(events.watch(ALICE));
    }
    assertRefused(new Refusal.TooManyWaiting(most), () -> events.watch(ALICE));
    open.add(events.watch(BOB));

    open.getFirst().close();
    open.getFirst().close();
    open.add(events.watch(ALICE));
    assertRefused(new Refusal.TooManyWaiting(most), () -> events.watch(ALICE));
    open.forEach(Watch::close);
  }

  @Test
  void placesToWaitAreBoundedForAllTogether() {
    int owners = ReadEventsService.MOST_WAITING / ReadEventsService.MOST_WAITING_OF_ONE_OWNER;
    List<Watch> open = new ArrayList<>();
    for (int owner = 0; owner < owners; owner++) {
      for (int i = 0; i < ReadEventsService.MOST_WAITING_OF_ONE_OWNER; i++) {
        open.add(events.watch(new Owner("owner" + owner)));
      }
    }

    assertRefused(
        new Refusal.TooManyWaiting(ReadEventsService.MOST_WAITING_OF_ONE_OWNER),
        () -> events.watch(ALICE));
    open.forEach(Watch::close);
  }

  /** The pause is for who waits on: the log is not asked without end while it is away. */
  @Test
  void aLogThatCannotBeReadIsToldAfterAPauseAndTheWatchGoesOn() {
    EventCursor seen = events.latest(ALICE);
    AtomicBoolean away = new AtomicBoolean(true);
    EventLog log =
        (EventLog)
            Proxy.newProxyInstance(
                EventLog.class.getClassLoader(),
                new Class<?>[] {EventLog.class},
                (_, method, arguments) -> {
                  if (away.get()) {
                    throw new StorageFailure.Unavailable("away", new IOException("away"));
                  }
                  return method.invoke(ledger.events(), arguments);
                });
    ReadEventsService service =
        new ReadEventsService(
            log,
            time -> {
              pauses.add(time);
              return !stopping;
            });
    try (Watch watch = service.watch(ALICE)) {
      assertThatThrownBy(() -> watch.await(Optional.of(seen), 10, LONG))
          .isInstanceOf(StorageFailure.Unavailable.class);
      assertThat(pauses).containsExactly(ReadEventsService.AFTER_FAILURE);
      stopping = true;
      assertThat(watch.await(Optional.of(seen), 10, LONG)).isEmpty();
      stopping = false;
      away.set(false);
      FileId file = opened(ALICE);
      assertThat(files(watch.await(Optional.of(seen), 10, LONG).orElseThrow()))
          .containsExactly(file);
    }
  }
}
