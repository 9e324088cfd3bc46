package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventId;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.event.FileEvent;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events, each in the shard of its file. An owner is in few shards; which these are, the heads of
 * all shards tell.
 */
record PostgresEventLog(Database database) implements EventLog {

  /**
   * The heads of the owner, and behind each at most so many events: one look at the ledger, so that
   * what is said to be dropped fits what is there. A row without an event has no number.
   *
   * <p>Events are in the order of their times, as far as the numbers in their shards allow it.
   */
  static final String READ =
      """
      SELECT head.shard, head.last, head.dropped, next.number, next.event_id, next.type, next.at, next.file_id,
        next.filename, next.size, next.sha256
      FROM event_head AS head
      LEFT JOIN unnest(?, ?) AS seen (shard, number) ON seen.shard = head.shard
      LEFT JOIN LATERAL (
        SELECT event.*, max(event.at) OVER (ORDER BY event.number) AS place FROM event
        WHERE event.shard = head.shard AND event.owner = head.owner
          AND event.number > coalesce(seen.number, head.dropped)
        ORDER BY event.number LIMIT ?
      ) AS next ON true
      WHERE head.owner = ?
      ORDER BY next.place, head.shard, next.number
      """;

  private static final String LATEST = "SELECT shard, last FROM event_head WHERE owner = ?";

  /**
   * What is over may be of any shard. With an event go all before it in its shard: times are those
   * of the beginning of a change, and may be in another order than the numbers.
   */
  static final String DROP =
      """
      WITH over AS (
        SELECT shard, owner, number FROM event WHERE at <= now() - %s ORDER BY at LIMIT ?
      ), cut AS (
        SELECT shard, owner, max(number) AS number FROM over GROUP BY shard, owner
      ), gone AS (
        DELETE FROM event USING cut
        WHERE event.shard = cut.shard AND event.owner = cut.owner AND event.number <= cut.number
        RETURNING event.shard, event.owner, event.number
      ), ends AS (
        SELECT shard, owner, max(number) AS number FROM gone GROUP BY shard, owner
      ), marked AS (
        UPDATE event_head SET dropped = greatest(event_head.dropped, ends.number) FROM ends
        WHERE event_head.shard = ends.shard AND event_head.owner = ends.owner
      )
      SELECT number FROM gone
      """
          .formatted(Times.INTERVAL);

  @Override
  public EventReading read(Owner owner, Optional<EventCursor> after, int limit) {
    Map<Shard, Long> seen = after.map(EventCursor::numbers).orElse(Map.of());
    List<Found> found =
        database
            .of(owner)
            .ask(
                "read events of %s".formatted(owner),
                READ,
                parameters ->
                    parameters
                        .shards(seen.keySet().stream())
                        .array("bigint", seen.values().toArray())
                        .number(limit)
                        .owner(owner),
                PostgresEventLog::found);
    return reading(found, after, limit);
  }

  private static EventReading reading(List<Found> found, Optional<EventCursor> after, int limit) {
    Map<Shard, Head> heads = new HashMap<>();
    found.forEach(row -> heads.put(row.head().shard(), row.head()));
    if (after.filter(cursor -> !fits(cursor, heads)).isPresent()) {
      return new EventReading.Lost();
    }
    EventCursor cursor = after.orElseGet(() -> dropped(heads));
    List<FileEvent> events = new ArrayList<>();
    for (Found row : found) {
      if (row.event().isPresent() && events.size() < limit) {
        Entered event = row.event().get();
        cursor = cursor.behind(row.head().shard(), event.number());
        events.add(event.at(cursor));
      }
    }
    return new EventReading.Events(events, cursor);
  }

  private static boolean fits(EventCursor cursor, Map<Shard, Head> heads) {
    return heads.keySet().containsAll(cursor.numbers().keySet())
        && heads.values().stream().allMatch(head -> head.holds(cursor.in(head.shard())));
  }

  private static EventCursor dropped(Map<Shard, Head> heads) {
    Map<Shard, Long> numbers = new HashMap<>();
    heads.forEach((shard, head) -> numbers.put(shard, head.dropped()));
    return new EventCursor(numbers);
  }

  private record Head(Shard shard, long last, long dropped) {

    boolean holds(long number) {
      return dropped <= number && number <= last;
    }
  }

  private record Found(Head head, Optional<Entered> event) {}

  private record Entered(long number, FileEvent event) {

    FileEvent at(EventCursor cursor) {
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
  }

  private static Found found(Row row) throws SQLException {
    Head head =
        new Head(new Shard(row.number("shard")), row.bigNumber("last"), row.bigNumber("dropped"));
    return new Found(head, row.has("number") ? Optional.of(entered(row)) : Optional.empty());
  }

  private static Entered entered(Row row) throws SQLException {
    return new Entered(
        row.bigNumber("number"),
        new FileEvent(
            new EventId(row.uuid("event_id")),
            new EventType(row.text("type")),
            row.instant("at"),
            new FileId(row.text("file_id")),
            new FileName(row.text("filename")),
            row.bytes("size"),
            row.digest("sha256"),
            EventCursor.NONE));
  }

  @Override
  public EventCursor latest(Owner owner) {
    Map<Shard, Long> numbers = new HashMap<>();
    database
        .of(owner)
        .ask(
            "find the last event of %s".formatted(owner),
            LATEST,
            parameters -> parameters.owner(owner),
            row -> Map.entry(new Shard(row.number("shard")), row.bigNumber("last")))
        .forEach(head -> numbers.put(head.getKey(), head.getValue()));
    return new EventCursor(numbers);
  }

  @Override
  public int drop(Duration kept, int limit) {
    return database
        .change(
            "drop events", DROP, parameters -> parameters.duration(kept).number(limit), row -> 1)
        .size();
  }
}
