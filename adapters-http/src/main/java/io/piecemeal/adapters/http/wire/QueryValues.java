package io.piecemeal.adapters.http.wire;

import io.piecemeal.application.port.in.AwaitChange;
import io.piecemeal.chunk.codec.Digits;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.http.server.limits.LimitsView;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.text.ListCursor;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of a query strictly. A parameter without a value is not given. */
public final class QueryValues {

  /** The most entries of a page, and what a page has where its caller does not say. */
  public static final int MAX_LIMIT = LimitsView.MAX_PAGE_ENTRIES;

  private static final Pattern SECONDS = Pattern.compile("([0-9]{1,9})s?");

  private QueryValues() {}

  /** How many entries a page has: 1 to {@value #MAX_LIMIT}. */
  public static int limit(Optional<String> text) {
    long limit = given(text).map(digits -> number("limit", digits)).orElse((long) MAX_LIMIT);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw RequestRejected.invalidField("limit", "it is not an integer from 1 to " + MAX_LIMIT);
    }
    return (int) limit;
  }

  /** A number of bytes; 0 where there is none. */
  public static ByteCount offset(String name, Optional<String> text) {
    return given(text).map(digits -> new ByteCount(number(name, digits))).orElse(ByteCount.ZERO);
  }

  /** Where in a listing to go on. */
  public static Optional<FileQuery.Position> after(Optional<String> text) {
    return given(text)
        .map(
            cursor ->
                ListCursor.decode(cursor)
                    .orElseThrow(
                        () ->
                            RequestRejected.invalidField(
                                "after", "it is not the 'next' of a page")));
  }

  /** The state of the files that are asked for. */
  public static Optional<Status> status(Optional<String> text) {
    return given(text)
        .map(
            value ->
                switch (value) {
                  case "uploading" -> Status.UPLOADING;
                  case "complete" -> Status.COMPLETE;
                  default ->
                      throw RequestRejected.invalidField(
                          "status", "it is neither 'uploading' nor 'complete'");
                });
  }

  /** How long to wait for a change: whole seconds, with or without their unit; 0 by default. */
  public static Duration wait(Optional<String> text) {
    return given(text).map(QueryValues::seconds).orElse(Duration.ZERO);
  }

  /** A parameter that has a value: tools send all that they know, with nothing behind the "=". */
  public static Optional<String> given(Optional<String> text) {
    return text.filter(value -> !value.isEmpty());
  }

  private static Duration seconds(String text) {
    Matcher matcher = SECONDS.matcher(text);
    if (matcher.matches()) {
      Duration wait = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
      if (wait.compareTo(AwaitChange.LONGEST) <= 0) {
        return wait;
      }
    }
    throw RequestRejected.invalidField(
        "wait",
        "it is not a number of seconds from 0s to %ds".formatted(AwaitChange.LONGEST.toSeconds()));
  }

  private static long number(String name, String digits) {
    return Digits.parse(digits)
        .orElseThrow(() -> RequestRejected.invalidField(name, "it is not an integer of 0 or more"));
  }
}
