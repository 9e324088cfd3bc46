package io.piecemeal.http.server.netty;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a socket and not looked at yet, in its order. Owns what it holds. For one
 * thread at a time.
 */
final class HeldBytes {

  private final Queue<ByteBuf> held = new ArrayDeque<>();

  /** Takes over {@code bytes}. */
  void add(ByteBuf bytes) {
    held.add(bytes);
  }

  /** The first of them that has something left; it stays here. Null if there is none. */
  @Nullable ByteBuf first() {
    ByteBuf first = held.peek();
    while (first != null && !first.isReadable()) {
      held.remove();
      first.release();
      first = held.peek();
    }
    return first;
  }

  /** Lets go of all of them. */
  void clear() {
    held.forEach(ByteBuf::release);
    held.clear();
  }
}
