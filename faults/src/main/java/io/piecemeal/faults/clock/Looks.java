package io.piecemeal.faults.clock;

import com.fasterxml.jackson.databind.JsonNode;
import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.account.Finding.Kind;
import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.Caller;
import io.piecemeal.faults.client.FileCalls;
import io.piecemeal.faults.load.Tally;
import io.piecemeal.faults.subject.Target;
import io.piecemeal.harness.proc.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Looks at what a service with a wrong clock says and does. */
final class Looks {

  private static final Duration TOLERANCE = Duration.ofSeconds(4);

  private final Tally tally;
  private int count;

  Looks(Tally tally) {
    this.tally = tally;
  }

  int count() {
    return count;
  }

  /** Times are the database's, which are ours here. */
  void expireByTheDatabase(Target target, Duration retention, String shift) throws IOException {
    try (Caller caller = new Caller(target.port())) {
      JsonNode file = done(new FileCalls(caller).open());
      Instant now = Instant.now();
      require(shift, file, "created_at", now);
      require(shift, file, "expires_at", now.plus(retention));
    }
  }

  void seeWhatOthersMade(Target rightOne, Target wrong, String shift) throws IOException {
    try (Caller right = new Caller(rightOne.port());
        Caller caller = new Caller(wrong.port())) {
      String id = done(new FileCalls(right).open()).path("file_id").asText();
      byte[] bytes = {1, 2, 3};
      JsonNode appended = done(new FileCalls(caller).append(id, bytes, OptionalLong.of(0)));
      require(shift, appended, "expires_at", Instant.now().plus(Duration.ofHours(24)));
      boolean listed =
          done(caller.call("GET", "/files?limit=1000", "")).path("data").toString().contains(id);
      if (!listed) {
        tally.found(List.of(new Finding(Kind.LOST, id, "not listed by a clock of " + shift)));
      }
      count++;
    }
  }

  /** A file that expires goes when the database says so, and not a day sooner or later. */
  void goInTime(Target target, Duration retention, String shift) throws IOException {
    try (Caller caller = new Caller(target.port())) {
      FileCalls calls = new FileCalls(caller);
      String id = done(calls.open()).path("file_id").asText();
      long start = System.nanoTime();
      Waiting.until(
          "a file expires",
          retention.plus(TOLERANCE).multipliedBy(3),
          () -> FileCalls.saysGone(calls.find(id)));
      Duration lived = Duration.ofNanos(System.nanoTime() - start);
      count++;
      if (lived.compareTo(retention.minus(TOLERANCE)) < 0) {
        tally.found(
            List.of(
                new Finding(
                    Kind.LOST, id, "gone after %s by a clock of %s".formatted(lived, shift))));
      }
    }
  }

  private void require(String shift, JsonNode file, String member, Instant expected) {
    count++;
    Instant told = Instant.parse(file.path(member).asText());
    if (Duration.between(expected, told).abs().compareTo(TOLERANCE) > 0) {
      tally.found(
          List.of(
              new Finding(
                  Kind.INCONSISTENT,
                  file.path("file_id").asText(),
                  "%s is %s, expected %s, by a clock of %s"
                      .formatted(member, told, expected, shift))));
    }
  }

  private static JsonNode done(Answer answer) throws IOException {
    if (answer instanceof Answer.Done done) {
      return done.body();
    }
    throw new IOException("not done: " + answer);
  }
}
