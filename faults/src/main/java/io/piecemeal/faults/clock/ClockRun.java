package io.piecemeal.faults.clock;

import com.fasterxml.jackson.databind.JsonNode;
import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.account.Finding.Kind;
import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.Caller;
import io.piecemeal.faults.client.FileCalls;
import io.piecemeal.faults.history.Nodes;
import io.piecemeal.faults.load.ChunkMix;
import io.piecemeal.faults.load.Crew;
import io.piecemeal.faults.load.Site;
import io.piecemeal.faults.load.Tally;
import io.piecemeal.faults.target.Build;
import io.piecemeal.faults.target.Target;
import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.RequestHead;
import io.piecemeal.harness.http.ResponseHead;
import io.piecemeal.harness.proc.Loopback;
import io.piecemeal.harness.proc.Waiting;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/** Services whose clocks are a day ahead or behind, on one database whose clock is right. */
public final class ClockRun {

  private static final Duration RETENTION = Duration.ofSeconds(6);
  private static final Duration TOLERANCE = Duration.ofSeconds(4);
  private static final Duration WRONG = Duration.ofHours(23);
  private static final List<String> SHIFTS = List.of("+1d", "-1d");

  private final WorkFolder folder;
  private final Build build;
  private final Nodes nodes;
  private final Tally tally;
  private int looks;

  /** Starts a database, and a service with the right time. */
  public ClockRun(WorkFolder folder, Build build, Tally tally)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.build = build;
    this.tally = tally;
    this.nodes = Nodes.start(folder, build, 1);
  }

  /** What this machine lacks for it; empty if it can be run. */
  public static Optional<String> missing() {
    return FakeTime.find().isPresent() ? Optional.empty() : Optional.of("there is no libfaketime");
  }

  /** Looks through each wrong clock. */
  public void run(long seed, Duration load)
      throws IOException, InterruptedException, ExecutionException {
    for (String shift : SHIFTS) {
      Target wrong = start(shift, "24h");
      expireByTheDatabase(wrong, Duration.ofHours(24), shift);
      seeWhatOthersMade(wrong, shift);
      workOn(wrong, seed, load);
      wrong.stop();
      Target hasty = start(shift, RETENTION.toSeconds() + "s");
      expireByTheDatabase(hasty, RETENTION, shift);
      goInTime(hasty, shift);
      hasty.stop();
    }
  }

  /** How much was looked at. */
  public int looks() {
    return looks;
  }

  private Target start(String shift, String retention) throws IOException, InterruptedException {
    Map<String, String> moved = FakeTime.find().orElseThrow().moved(shift);
    Target target =
        nodes.startAnother(
            folder,
            build,
            "clock-%s-%s".formatted(shift, retention),
            moved,
            "--retention",
            retention);
    requireWrongClock(target);
    return target;
  }

  /** A fault that is not there proves nothing. */
  private static void requireWrongClock(Target target) throws IOException {
    try (HttpConnection connection = HttpConnection.open(Loopback.port(target.port()))) {
      ResponseHead head = connection.request(RequestHead.of("GET", "/health/live"));
      connection.discardBody(head);
      Instant told =
          DateTimeFormatter.RFC_1123_DATE_TIME.parse(head.required("date"), Instant::from);
      if (Duration.between(told, Instant.now()).abs().compareTo(WRONG) < 0) {
        throw new IllegalStateException("the service's clock says " + told);
      }
    }
  }

  /** Times are the database's, which are ours here. */
  private void expireByTheDatabase(Target target, Duration retention, String shift)
      throws IOException {
    try (Caller caller = new Caller(target.port())) {
      JsonNode file = done(new FileCalls(caller).open());
      Instant now = Instant.now();
      require(shift, file, "created_at", now);
      require(shift, file, "expires_at", now.plus(retention));
    }
  }

  private void seeWhatOthersMade(Target wrong, String shift) throws IOException {
    try (Caller right = new Caller(nodes.targets().getFirst().port());
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
      looks++;
    }
  }

  /** Meanwhile it sweeps every second, and must not sweep what has not expired. */
  private void workOn(Target wrong, long seed, Duration load)
      throws InterruptedException, ExecutionException {
    Site site = new Site();
    site.up(wrong.port());
    try (Crew crew = Crew.start(8, site, tally, ChunkMix.SMALL, seed)) {
      LockSupport.parkNanos(load.toNanos());
      crew.finish();
    }
  }

  /** A file that expires goes when the database says so, and not a day sooner or later. */
  private void goInTime(Target target, String shift) throws IOException {
    try (Caller caller = new Caller(target.port())) {
      FileCalls calls = new FileCalls(caller);
      String id = done(calls.open()).path("file_id").asText();
      long start = System.nanoTime();
      Waiting.until(
          "a file expires",
          RETENTION.plus(TOLERANCE).multipliedBy(3),
          () -> FileCalls.saysGone(calls.find(id)));
      Duration lived = Duration.ofNanos(System.nanoTime() - start);
      looks++;
      if (lived.compareTo(RETENTION.minus(TOLERANCE)) < 0) {
        tally.found(
            List.of(
                new Finding(
                    Kind.LOST, id, "gone after %s by a clock of %s".formatted(lived, shift))));
      }
    }
  }

  private void require(String shift, JsonNode file, String member, Instant expected) {
    looks++;
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
