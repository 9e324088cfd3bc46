package io.piecemeal.bootstrap;

import io.piecemeal.adapters.http.guard.RequestGuards;
import io.piecemeal.domain.ByteCount;
import java.time.Duration;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How much callers may ask for at once, and how slowly. */
final class GuardOptions {

  @Option(
      names = "--rate-limit",
      paramLabel = "N",
      defaultValue = "${env:PIECEMEAL_RATE_LIMIT:-0}",
      description =
          "Requests a minute of one owner on this node, 0 for any number (PIECEMEAL_RATE_LIMIT,"
              + " default 0)")
  private int rateLimit;

  @Option(
      names = "--max-in-flight",
      paramLabel = "N",
      defaultValue = "${env:PIECEMEAL_MAX_IN_FLIGHT:-1000}",
      description =
          "Uploads under way at once on this node, at most half of them of one owner"
              + " (PIECEMEAL_MAX_IN_FLIGHT, default 1000)")
  private int maxInFlight;

  @Option(
      names = "--min-body-rate",
      paramLabel = "SIZE",
      defaultValue = "${env:PIECEMEAL_MIN_BODY_RATE:-1KiB}",
      description =
          "Bytes a second that a body must bring after its first 30 s, 0 for any number"
              + " (PIECEMEAL_MIN_BODY_RATE, default 1KiB)")
  private ByteCount minBodyRate = new ByteCount(1024);

  @Option(
      names = "--body-idle",
      paramLabel = "TIME",
      defaultValue = "${env:PIECEMEAL_BODY_IDLE:-60s}",
      description = "How long a body may bring nothing (PIECEMEAL_BODY_IDLE, default 60s)")
  private Duration bodyIdle = Duration.ofSeconds(60);

  RequestGuards guards() {
    return new RequestGuards(
        rateLimit == 0 ? OptionalInt.empty() : OptionalInt.of(rateLimit),
        maxInFlight,
        minBodyRate,
        bodyIdle);
  }
}
