package io.piecemeal.adapters.admin;

import io.piecemeal.http.server.json.Members;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Reads the values of requests, and refuses those that cannot be. */
final class Fields {

  /** A hundred years: a database can store a time that is so far from now. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private Fields() {}

  static <T> T read(String field, String text, Function<String, T> type) {
    try {
      return type.apply(text);
    } catch (IllegalArgumentException e) {
      throw RequestRejected.invalidField(field, String.valueOf(e.getMessage()));
    }
  }

  static Optional<Duration> seconds(Members members, String field, long least) {
    Optional<Long> seconds = members.count(field).map(count -> count.value());
    if (seconds.filter(some -> some < least || some > LONGEST.toSeconds()).isPresent()) {
      throw RequestRejected.invalidField(
          field, "it is not a number of seconds from %d to a hundred years".formatted(least));
    }
    return seconds.map(Duration::ofSeconds);
  }

  static RequestRejected notFound(String sentence) {
    return new RequestRejected(Problem.of(ProblemKind.NOT_FOUND, sentence));
  }
}
