package io.piecemeal.http.server.problem;

import io.micronaut.http.HttpHeaders;

/** Says that an owner has its share of what all owners share. */
public final class ShareProblems {

  /** Seconds: what is under way ends, mostly within one. */
  private static final int SOON = 1;

  private ShareProblems() {}

  /** The sentence of such a problem. */
  public static String sentence(String what, long share, long limit) {
    return "Your share of %d %s is %d now, and taken; send the same request again in %d s, when one has ended."
        .formatted(limit, what, share, SOON);
  }

  /**
   * An owner has what it may have at a time.
   *
   * @param what there is a number of, in the plural
   * @param share how many this owner may have now
   * @param limit how many there are for all owners
   */
  public static Problem of(String what, long share, long limit) {
    return Problem.of(ProblemKind.RATE_LIMITED, sentence(what, share, limit))
        .with("owner_share", share)
        .with("limit", limit)
        .with("retry_after_seconds", SOON)
        .header(HttpHeaders.RETRY_AFTER, Integer.toString(SOON));
  }
}
