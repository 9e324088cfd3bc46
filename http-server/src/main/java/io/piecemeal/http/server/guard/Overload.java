package io.piecemeal.http.server.guard;

/** Why there was no room for a request, or not yet. */
public sealed interface Overload {

  /** All uploads that there may be at a time are under way. */
  record SlotsTaken(long limit) implements Overload {}

  /**
   * The owner has its share of the uploads under way.
   *
   * @param share how many the owner may have now
   * @param limit how many there are for all owners
   */
  record ShareTaken(long share, long limit) implements Overload {}

  /**
   * The owner's requests have its share of the memory for bodies.
   *
   * @param share bytes that the owner may have now
   * @param limit bytes that there are for all owners
   */
  record MemoryShareTaken(long share, long limit) implements Overload {}

  /** The bodies of other requests take all memory for them. */
  record MemoryTaken() implements Overload {}

  /**
   * The owner has sent too many requests.
   *
   * @param limit requests a minute
   * @param seconds until one is possible again
   */
  record RateExceeded(int limit, long seconds) implements Overload {}
}
