package io.piecemeal.domain.event;

import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.upload.FileShards;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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

  private static final byte VERSION = 1;

  /** Nine times seven bits for a number. */
  private static final int BYTES_OF_A_SHARD = Short.BYTES + 9;

  private static final int MOST_CHARACTERS = 4 * (1 + FileShards.COUNT * BYTES_OF_A_SHARD) / 3 + 1;

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
    ByteBuffer bytes = ByteBuffer.allocate(1 + numbers.size() * BYTES_OF_A_SHARD).put(VERSION);
    numbers.forEach(
        (shard, number) -> {
          bytes.putShort((short) shard.number());
          putNumber(bytes, number);
        });
    byte[] text = new byte[bytes.flip().remaining()];
    bytes.get(text);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  /** Seven bits a byte, the lowest first; the last byte is the one that is not negative. */
  private static void putNumber(ByteBuffer bytes, long number) {
    long left = number;
    while (left > 0x7f) {
      bytes.put((byte) (left | 0x80));
      left >>>= 7;
    }
    bytes.put((byte) left);
  }

  /** Reads what a caller sent; empty where it cannot be a cursor. */
  public static Optional<EventCursor> parse(String text) {
    if (text.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    try {
      EventCursor cursor = read(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)));
      return Optional.of(cursor).filter(read -> read.toString().equals(text));
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private static EventCursor read(ByteBuffer bytes) {
    if (bytes.get() != VERSION) {
      throw new IllegalArgumentException("another version");
    }
    Map<Shard, Long> numbers = new HashMap<>();
    while (bytes.hasRemaining()) {
      Shard shard = new Shard(bytes.getShort());
      numbers.put(shard, number(bytes));
    }
    return new EventCursor(numbers);
  }

  private static long number(ByteBuffer bytes) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
      byte next = bytes.get();
      number |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("a number of too many bytes");
  }
}
