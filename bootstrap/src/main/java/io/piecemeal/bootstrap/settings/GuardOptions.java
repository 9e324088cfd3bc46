package io.piecemeal.bootstrap.settings;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.http.server.guard.RequestGuards;
import java.time.Duration;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How much callers may ask for at once, and how slowly. */
final class GuardOptions {

  /**
   * Bytes of the heap for each. Its buffers, its connection and its thread take 64 KiB; the rest is
   * for the service itself and for what dies young, or a small heap is collected all the time.
   */
  private static final int MEMORY_OF_AN_UPLOAD = 150 << 10;

  @Option(
      names = "--rate-limit",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Requests a minute of one owner on this node, 0 for any number (PIECEMEAL_RATE_LIMIT,"
              + " default 0)")
  private int rateLimit;

  @Option(
      names = "--max-in-flight",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Uploads under way at once on this node, at most one for each 150 KiB of the heap, and"
              + " at most half of them of one owner"
              + " (PIECEMEAL_MAX_IN_FLIGHT, default 1000)")
  private int maxInFlight;

  @Option(
      names = "--min-body-rate",
      paramLabel = "SIZE",
      defaultValue = "1KiB",
      description =
          "Bytes a second that a body must bring after its first 30 s, 0 for any number"
              + " (PIECEMEAL_MIN_BODY_RATE, default 1KiB)")
  private ByteCount minBodyRate = new ByteCount(1024);

  @Option(
      names = "--body-idle",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "How long a body may bring nothing (PIECEMEAL_BODY_IDLE, default 60s)")
  private Duration bodyIdle = Duration.ofSeconds(60);

  RequestGuards guards() {
    int rate = new Setting<>("--rate-limit", rateLimit).atLeast(0).value();
    return new RequestGuards(
        rate == 0 ? OptionalInt.empty() : OptionalInt.of(rate),
        Math.min(
            new Setting<>("--max-in-flight", maxInFlight).atLeast(1).value(),
            Memory.heapIn(MEMORY_OF_AN_UPLOAD)),
        minBodyRate,
        new Setting<>("--body-idle", bodyIdle).atLeast(Duration.ofMillis(1)).value());
  }
}
