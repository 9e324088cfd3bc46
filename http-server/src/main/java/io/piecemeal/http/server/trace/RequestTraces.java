package io.piecemeal.http.server.trace;

import java.util.Map;

/** Follows requests as a tracer does; there is a bean of it only where that is wanted. */
public interface RequestTraces {

  /**
   * A request begins.
   *
   * @param method of the request, one that the service knows
   * @param route what it is about, with names in the place of what varies
   * @param fields of the caller's trace, if it has one, by lower-case names
   */
  RequestTrace begin(String method, String route, Map<String, String> fields);

  /** A request that is followed. */
  interface RequestTrace {

    /** For lines of the log: 32 hex digits. */
    String id();

    /** What this thread does until the place is left is done for the request. */
    Place enter();

    /** The answer is known. */
    void end(int status);
  }

  /** Where a thread is. */
  interface Place extends AutoCloseable {

    /** On the thread that entered. */
    @Override
    void close();
  }
}
