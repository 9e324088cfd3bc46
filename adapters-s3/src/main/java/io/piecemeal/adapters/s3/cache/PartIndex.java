package io.piecemeal.adapters.s3.cache;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Which parts of objects a cache has, and how many bytes they take. It takes no more bytes than it
 * may, and has no more entries: those that were used longest ago go first. Safe for use by several
 * threads.
 */
final class PartIndex {

  private final long capacity;
  private final long most;
  private final Duration age;
  private final LongSupplier clock;
  private final Map<Name, Part> parts = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  private record Name(ObjectKey key, long index) {}

  /**
   * A part that is there.
   *
   * @param range of the object, within one part
   * @param check CRC-32C of its bytes
   * @param since nanoseconds of the index's clock when it was read
   */
  record Part(ObjectKey key, Path file, ByteRange range, long check, long since) {

    private boolean covers(ByteRange wanted) {
      return range.start().compareTo(wanted.start()) <= 0
          && range.end().compareTo(wanted.end()) >= 0;
    }

    private Name name() {
      return nameOf(key, range);
    }
  }

  /**
   * @param capacity bytes that the parts have at most, with those on their way
   * @param most parts that there are at most
   * @param age a part that is older is not found any more
   * @param clock in nanoseconds
   */
  PartIndex(ByteCount capacity, long most, Duration age, LongSupplier clock) {
    this.capacity = capacity.value();
    this.most = most;
    this.age = age;
    this.clock = clock;
  }

  private static Name nameOf(ObjectKey key, ByteRange range) {
    return new Name(key, range.start().value() / ReadCache.PART);
  }

  long now() {
    return clock.getAsLong();
  }

  /** A part that has the whole range, which lies within one. */
  synchronized Optional<Part> find(ObjectKey key, ByteRange range) {
    return Optional.ofNullable(parts.get(nameOf(key, range)))
        .filter(part -> part.covers(range) && !isOld(part));
  }

  private boolean isOld(Part part) {
    return now() - part.since() > age.toNanos();
  }

  /** Those that are too old; they are still there. */
  synchronized List<Part> old() {
    return parts.values().stream().filter(this::isOld).toList();
  }

  /**
   * Takes bytes for a part that will come. To be {@linkplain #release released} if it does not.
   *
   * @param evicted gets the parts that are no longer there for it
   * @return whether there is room
   */
  synchronized boolean reserve(long length, List<Part> evicted) {
    Iterator<Part> eldest = parts.values().iterator();
    while ((bytes + length > capacity || parts.size() >= most) && eldest.hasNext()) {
      Part part = eldest.next();
      eldest.remove();
      bytes -= part.range().length().value();
      evicted.add(part);
    }
    if (bytes + length > capacity) {
      return false;
    }
    bytes += length;
    return true;
  }

  synchronized void release(long length) {
    bytes -= length;
  }

  /**
   * A part came for which bytes were taken.
   *
   * @return what there was of it before, which is no longer there
   */
  synchronized Optional<Part> add(Part part) {
    Optional<Part> before = Optional.ofNullable(parts.put(part.name(), part));
    before.ifPresent(one -> bytes -= one.range().length().value());
    return before;
  }

  /** Whether the part was there, and now is not. */
  synchronized boolean remove(Part part) {
    boolean removed = parts.remove(part.name(), part);
    bytes -= removed ? part.range().length().value() : 0;
    return removed;
  }

  /** Bytes of the parts that are there, or on their way. */
  synchronized long bytes() {
    return bytes;
  }
}
