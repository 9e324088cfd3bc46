package io.piecemeal.faults.linear;

/**
 * A call and when it was made, by one clock.
 *
 * @param invoked nanoseconds
 * @param returned nanoseconds; {@link #NEVER} if nobody knows its outcome, so that it may take
 *     effect at any later time, or not at all
 */
public record Timed<C>(C call, long invoked, long returned) {

  /** There was no answer that says anything. */
  public static final long NEVER = Long.MAX_VALUE;

  boolean isDefinite() {
    return returned != NEVER;
  }
}
