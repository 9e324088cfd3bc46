package io.piecemeal.adapters.http.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.json.JsonMapper;
import io.piecemeal.application.port.in.ReadEvents.Watch;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a stream says when looking for events fails. */
final class EventStreamTest {

  private static final String HELLO = "retry: 2000\n: events\n\n";
  private static final String ALIVE = ":\n\n";

  /** Places that are taken and not given back. */
  private final AtomicInteger places = new AtomicInteger();

  private EventStream stream(List<Supplier<Optional<EventReading>>> looks) {
    Queue<Supplier<Optional<EventReading>>> left = new ArrayDeque<>(looks);
    Watch watch =
        new Watch() {
          @Override
          public Optional<EventReading> await(
              Optional<EventCursor> after, int limit, Duration atMost) {
            return left.remove().get();
          }

          @Override
          public void close() {
            places.decrementAndGet();
          }
        };
    return new EventStream(
        () -> {
          places.incrementAndGet();
          return watch;
        },
        Optional.empty(),
        JsonMapper.createDefault(),
        () -> 0);
  }

  private static Optional<EventReading> away() {
    throw new StorageFailure.Unavailable("away", new IOException("away"));
  }

  private static Optional<EventReading> broken() {
    throw new IllegalStateException("broken");
  }

  @Test
  void itLivesOnWhileTheDatabaseIsAwayAndEndsWithTheService() throws IOException {
    try (EventStream stream =
        stream(
            List.of(
                EventStreamTest::away,
                () -> Optional.of(new EventReading.Events(List.of(), EventCursor.NONE)),
                Optional::empty))) {
      assertThat(new String(stream.readAllBytes(), UTF_8)).isEqualTo(HELLO + ALIVE + ALIVE);
    }
  }

  /** The framework does not close what it could not begin to send. */
  @Test
  void itTakesItsPlaceWithTheFirstReadAndGivesItBackWhenItIsClosed() throws IOException {
    EventStream stream =
        stream(List.of(() -> Optional.of(new EventReading.Events(List.of(), EventCursor.NONE))));
    assertThat(places).hasValue(0);

    byte[] greeting = stream.readNBytes((HELLO + ALIVE).length());

    assertThat(new String(greeting, UTF_8)).isEqualTo(HELLO + ALIVE);
    assertThat(places).hasValue(1);
    stream.close();
    assertThat(places).hasValue(0);
    assertThat(stream.read()).isEqualTo(-1);
    assertThat(places).hasValue(0);
  }

  @Test
  void itEndsWhereTheLastPlaceWasTakenMeanwhile() throws IOException {
    try (EventStream stream =
        new EventStream(
            () -> {
              throw new UploadRejected(new Refusal.TooManyWaiting(1));
            },
            Optional.empty(),
            JsonMapper.createDefault(),
            () -> 0)) {
      assertThat(new String(stream.readAllBytes(), UTF_8)).isEqualTo(HELLO);
    }
  }

  @Test
  void itEndsWhereItFailsOtherwise() throws IOException {
    try (EventStream stream = stream(List.of(EventStreamTest::broken))) {
      assertThat(new String(stream.readAllBytes(), UTF_8)).isEqualTo(HELLO);
    }
  }
}
