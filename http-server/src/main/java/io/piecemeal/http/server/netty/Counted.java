package io.piecemeal.http.server.netty;

/**
 * What counts against the limits on connections: a connection, and each stream of one that speaks
 * HTTP/2, which holds as much as a connection of HTTP/1.1 does. Its methods are for its event loop,
 * except where they say otherwise.
 */
sealed interface Counted permits Connection, RequestStream {

  /** Whose it is, as far as limits are concerned; from any thread. */
  String address();

  /** What it is doing; from any thread. */
  Connection.Phase phase();

  /** When the phase began, by {@link System#nanoTime}; from any thread. */
  long since();

  /** Whether nobody waits for it but its caller; from any thread. */
  boolean canBeSpared(long now);

  /** It is no longer in a phase that is counted; from any thread. */
  void leavePhase();

  /** Runs {@code work} on the event loop; from any thread. */
  void execute(Runnable work);

  /** Ends it before it began: there is no room for it. */
  void refuse();

  /** Ends it at once. */
  void close();
}
