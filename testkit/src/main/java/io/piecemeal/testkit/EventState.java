package io.piecemeal.testkit;

import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventId;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.event.FileEvent;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The events of {@link InMemoryFileLedger}, which guards them with its lock. */
final class EventState implements EventLog {

  private final Supplier<Instant> clock;
  private final List<Entered> kept = new ArrayList<>();
  private final Map<Owner, EventCursor> latest = new HashMap<>();
  private final Map<Owner, EventCursor> dropped = new HashMap<>();
  private long entered;

  private record Entered(Owner owner, Shard shard, long number, FileEvent event) {}

  EventState(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /** Records what happened to a file; nothing of a part. */
  void record(EventType type, StoredFile file) {
    if (file.terms().isPart()) {
      return;
    }
    Shard shard = file.id().shard();
    EventCursor cursor = latest(file.owner());
    EventCursor next = cursor.behind(shard, cursor.in(shard) + 1);
    latest.put(file.owner(), next);
    FileEvent event =
        new FileEvent(
            new EventId(new UUID(0, ++entered)),
            type,
            clock.get(),
            file.id(),
            file.name(),
            file.size(),
            digest(file),
            next);
    kept.add(new Entered(file.owner(), shard, next.in(shard), event));
  }

  private static Optional<Sha256> digest(StoredFile file) {
    return switch (file) {
      case UploadSession open -> Optional.empty();
      case CompleteFile complete -> Optional.of(complete.sha256());
    };
  }

  @Override
  public EventReading read(Owner owner, Optional<EventCursor> after, int limit) {
    EventCursor gone = dropped.getOrDefault(owner, EventCursor.NONE);
    EventCursor start = after.orElse(gone);
    if (!isUpTo(gone, start) || !isUpTo(start, latest(owner))) {
      return new EventReading.Lost();
    }
    EventCursor next = start;
    List<FileEvent> events = new ArrayList<>();
    for (Entered each : kept) {
      boolean isNew = each.owner().equals(owner) && each.number() > next.in(each.shard());
      if (isNew && events.size() < limit) {
        next = next.behind(each.shard(), each.number());
        events.add(at(each.event(), next));
      }
    }
    return new EventReading.Events(events, next);
  }

  private static boolean isUpTo(EventCursor one, EventCursor other) {
    return one.numbers().entrySet().stream()
        .allMatch(entry -> entry.getValue() <= other.in(entry.getKey()));
  }

  private static FileEvent at(FileEvent event, EventCursor cursor) {
    return new FileEvent(
        event.id(),
        event.type(),
        event.at(),
        event.file(),
        event.name(),
        event.size(),
        event.sha256(),
        cursor);
  }

  @Override
  public EventCursor latest(Owner owner) {
    return latest.getOrDefault(owner, EventCursor.NONE);
  }

  @Override
  public int drop(Duration age, int limit) {
    Instant end = clock.get().minus(age);
    List<Entered> over =
        kept.stream().filter(each -> !each.event().at().isAfter(end)).limit(limit).toList();
    kept.removeAll(over);
    over.forEach(
        each ->
            dropped.merge(
                each.owner(),
                EventCursor.NONE.behind(each.shard(), each.number()),
                (cursor, one) -> cursor.behind(each.shard(), each.number())));
    return over.size();
  }
}
