package io.piecemeal.adapters.http.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.json.JsonMapper;
import io.piecemeal.application.port.in.ReadEvents.Watch;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a stream says when looking for events fails. */
final class EventStreamTest {

  private static final String HELLO = "retry: 2000\n: events\n\n";
  private static final String ALIVE = ":\n\n";

  private static EventStream stream(List<Supplier<Optional<EventReading>>> looks) {
    Queue<Supplier<Optional<EventReading>>> left = new ArrayDeque<>(looks);
    Watch watch =
        new Watch() {
          @Override
          public Optional<EventReading> await(
              Optional<EventCursor> after, int limit, Duration atMost) {
            return left.remove().get();
          }

          @Override
          public void close() {}
        };
    return new EventStream(watch, Optional.empty(), JsonMapper.createDefault(), () -> 0);
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

  @Test
  void itEndsWhereItFailsOtherwise() throws IOException {
    try (EventStream stream = stream(List.of(EventStreamTest::broken))) {
      assertThat(new String(stream.readAllBytes(), UTF_8)).isEqualTo(HELLO);
    }
  }
}
