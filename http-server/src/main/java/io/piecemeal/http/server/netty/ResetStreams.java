package io.piecemeal.http.server.netty;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The streams of a connection that were reset from here a short while ago. A caller who has not
 * heard of it yet goes on sending, at most what the window of the stream allows.
 */
final class ResetStreams {

  /** More than may be open at a time. */
  private static final int MOST = 256;

  private final int window;
  private final Map<Integer, Integer> left =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param window bytes that a caller may send on a stream before it hears anything
   */
  ResetStreams(int window) {
    this.window = window;
  }

  void add(int stream) {
    left.putIfAbsent(stream, window);
  }

  boolean contains(int stream) {
    return left.containsKey(stream);
  }

  /** Notes bytes that came for one of them; says whether that many were allowed. */
  boolean received(int stream, int bytes) {
    return left.merge(stream, -bytes, Integer::sum) >= 0;
  }
}
