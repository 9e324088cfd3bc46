package io.piecemeal.faults.clock;

import io.piecemeal.faults.history.Nodes;
import io.piecemeal.faults.load.ChunkMix;
import io.piecemeal.faults.load.Crew;
import io.piecemeal.faults.load.Site;
import io.piecemeal.faults.load.Tally;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.faults.subject.Target;
import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.RequestHead;
import io.piecemeal.harness.http.ResponseHead;
import io.piecemeal.harness.proc.Loopback;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/** Services whose clocks are a day ahead or behind, on one database whose clock is right. */
public final class ClockRun {

  private static final Duration RETENTION = Duration.ofSeconds(6);
  private static final Duration WRONG = Duration.ofHours(23);
  private static final List<String> SHIFTS = List.of("+1d", "-1d");

  private final WorkFolder folder;
  private final Build build;
  private final Nodes nodes;
  private final Tally tally;
  private final Looks looks;

  /** Starts a database, and a service with the right time. */
  public ClockRun(WorkFolder folder, Build build, Tally tally)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.build = build;
    this.tally = tally;
    this.looks = new Looks(tally);
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
      looks.expireByTheDatabase(wrong, Duration.ofHours(24), shift);
      looks.seeWhatOthersMade(nodes.targets().getFirst(), wrong, shift);
      workOn(wrong, seed, load);
      wrong.stop();
      Target hasty = start(shift, RETENTION.toSeconds() + "s");
      looks.expireByTheDatabase(hasty, RETENTION, shift);
      looks.goInTime(hasty, RETENTION, shift);
      hasty.stop();
    }
  }

  /** How much was looked at. */
  public int looks() {
    return looks.count();
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
}
