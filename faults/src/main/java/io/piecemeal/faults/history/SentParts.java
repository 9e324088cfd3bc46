package io.piecemeal.faults.history;

import io.piecemeal.faults.account.Part;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The chunks that were sent to one file, recognized by their first bytes. */
final class SentParts {

  /** Long enough for no two of them to begin alike. */
  static final int SHORTEST = 2 * Long.BYTES;

  private final long seed;
  private final int file;
  private final AtomicInteger count = new AtomicInteger();
  private final Map<Long, Part> byBeginning = new ConcurrentHashMap<>();

  SentParts(long seed, int file) {
    this.seed = seed;
    this.file = file;
  }

  /** Another chunk. */
  Part next(int length) {
    Part part = new Part(seed, file, count.incrementAndGet(), Math.max(length, SHORTEST));
    Part _ = byBeginning.put(ByteBuffer.wrap(part.bytes()).getLong(), part);
    return part;
  }

  /** The chunks that some bytes are made of; empty if they are not made of chunks. */
  Optional<List<Part>> partsOf(byte[] content) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < content.length) {
      @Nullable Part part = partAt(content, at);
      if (part == null) {
        return Optional.empty();
      }
      parts.add(part);
      at += part.length();
    }
    return Optional.of(parts);
  }

  private @Nullable Part partAt(byte[] content, int at) {
    if (content.length - at < SHORTEST) {
      return null;
    }
    Part part = byBeginning.get(ByteBuffer.wrap(content).getLong(at));
    if (part == null || at + part.length() > content.length) {
      return null;
    }
    boolean equal = Arrays.equals(part.bytes(), 0, part.length(), content, at, at + part.length());
    return equal ? part : null;
  }
}
