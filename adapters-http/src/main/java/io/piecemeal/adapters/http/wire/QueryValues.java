package io.piecemeal.adapters.http.wire;

import io.piecemeal.adapters.http.problem.RequestRejected;
import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.Status;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the values of a query strictly. */
public final class QueryValues {

  /** The most entries of a page, and what a page has where its caller does not say. */
  public static final int MAX_LIMIT = 1000;

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  private QueryValues() {}

  /** How many entries a page has: 1 to {@value #MAX_LIMIT}. */
  public static int limit(Optional<String> text) {
    long limit = text.map(digits -> number("limit", digits)).orElse((long) MAX_LIMIT);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw RequestRejected.invalidField("limit", "it is not an integer from 1 to " + MAX_LIMIT);
    }
    return (int) limit;
  }

  /** A number of bytes; 0 where there is none. */
  public static ByteCount offset(String name, Optional<String> text) {
    return text.map(digits -> new ByteCount(number(name, digits))).orElse(ByteCount.ZERO);
  }

  /** The state of the files that are asked for. */
  public static Optional<Status> status(Optional<String> text) {
    return text.map(
        value ->
            switch (value) {
              case "uploading" -> Status.UPLOADING;
              case "complete" -> Status.COMPLETE;
              default ->
                  throw RequestRejected.invalidField(
                      "status", "it is neither 'uploading' nor 'complete'");
            });
  }

  private static long number(String name, String digits) {
    if (!DIGITS.matcher(digits).matches()) {
      throw RequestRejected.invalidField(name, "it is not an integer of 0 or more");
    }
    return Long.parseLong(digits);
  }
}
