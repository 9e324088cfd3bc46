package io.piecemeal.domain.event;

import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.upload.FileShards;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How far the events of one owner were read: for each shard the number of the last event. The
 * events of a shard are numbered from 1 on without gaps, in the order in which they were committed,
 * so none can show up behind one that was read. Between shards there is no order that a reader
 * could rely on.
 *
 * @param numbers of at most {@value FileShards#COUNT} shards, each at least 0
 */
public record EventCursor(Map<Shard, Long> numbers) {

  /** Before the first event of all. */
  public static final EventCursor NONE = new EventCursor(Map.of());

  private static final String VERSION = "1";
  private static final int BASE = 36;

  /** Shards in three hex digits, each with its number. Of bounded length, so any text is tried. */
  private static final Pattern SYNTAX = Pattern.compile("1(\\.[0-9a-f]{3}[0-9a-z]{1,13}){0,16}");

  public EventCursor {
    if (numbers.size() > FileShards.COUNT) {
      throw new IllegalArgumentException("too many shards: " + numbers.size());
    }
    if (numbers.values().stream().anyMatch(number -> number < 0)) {
      throw new IllegalArgumentException("a number below 0");
    }
    SortedMap<Shard, Long> sorted = new TreeMap<>(Comparator.comparingInt(Shard::number));
    sorted.putAll(numbers);
    numbers = Collections.unmodifiableMap(sorted);
  }

  /** The number of the last event of a shard; 0 if there was none. */
  public long in(Shard shard) {
    return numbers.getOrDefault(shard, 0L);
  }

  /** The same, having read an event more. */
  public EventCursor behind(Shard shard, long number) {
    Map<Shard, Long> next = new HashMap<>(numbers);
    next.put(shard, number);
    return new EventCursor(next);
  }

  /** How many events there were up to here, since the first one ever. */
  public long count() {
    return numbers.values().stream().mapToLong(Long::longValue).sum();
  }

  /** In characters that need no encoding in a URL or a header; callers do not look into it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(VERSION);
    numbers.forEach(
        (shard, number) -> text.append('.').append(shard).append(Long.toString(number, BASE)));
    return text.toString();
  }

  /** Reads what a caller sent; empty where it cannot be a cursor. */
  public static Optional<EventCursor> parse(String text) {
    if (!SYNTAX.matcher(text).matches()) {
      return Optional.empty();
    }
    Map<Shard, Long> numbers = new HashMap<>();
    for (String part : text.split("\\.", -1)) {
      if (!part.equals(VERSION)) {
        try {
          Shard shard = new Shard(Integer.parseInt(part.substring(0, 3), 16));
          numbers.put(shard, Long.parseLong(part.substring(3), BASE));
        } catch (NumberFormatException e) {
          return Optional.empty();
        }
      }
    }
    EventCursor cursor = new EventCursor(numbers);
    return cursor.toString().equals(text) ? Optional.of(cursor) : Optional.empty();
  }
}
