package io.piecemeal.bootstrap.settings;

import io.piecemeal.http.server.netty.ConnectionLimits;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How many connections there may be, and how long they may keep the service waiting. */
final class ConnectionOptions {

  /** Bytes of the heap for each connection: idle ones take a quarter of that. */
  private static final int MEMORY_OF_A_CONNECTION = 64 << 10;

  /** Bytes of the heap for each head that is not complete: it takes up to 32 KiB. */
  private static final int MEMORY_OF_A_HEAD = 512 << 10;

  private static final Duration LEAST = Duration.ofMillis(1);

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Connections at once on this node; 0 for 16 for each MiB of the heap, and at most half of"
              + " the file descriptors (PIECEMEAL_MAX_CONNECTIONS, default 0)")
  private int maxConnections;

  @Option(
      names = "--max-connections-per-address",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Connections at once of one address; a proxy has one. 0 for half of all"
              + " (PIECEMEAL_MAX_CONNECTIONS_PER_ADDRESS, default 0)")
  private int maxPerAddress;

  @Option(
      names = "--head-timeout",
      paramLabel = "TIME",
      defaultValue = "15s",
      description = "How long the head of a request may take (PIECEMEAL_HEAD_TIMEOUT, default 15s)")
  private Duration headTimeout = Duration.ofSeconds(15);

  @Option(
      names = "--answer-idle",
      paramLabel = "TIME",
      defaultValue = "60s",
      description =
          "How long a caller may take nothing of its answer (PIECEMEAL_ANSWER_IDLE, default 60s)")
  private Duration answerIdle = Duration.ofSeconds(60);

  ConnectionLimits limits() {
    int given = new Setting<>("--max-connections", maxConnections).atLeast(0).value();
    int givenPerAddress =
        new Setting<>("--max-connections-per-address", maxPerAddress).atLeast(0).value();
    int all = given == 0 ? derived() : given;
    // Who named no limit of all could not know that this machine has fewer.
    int ofAll = given == 0 ? Math.min(givenPerAddress, all) : givenPerAddress;
    return new ConnectionLimits(
        all,
        givenPerAddress == 0 ? Math.max(1, all / 2) : ofAll,
        Math.clamp(Memory.heapIn(MEMORY_OF_A_HEAD), 1, all),
        new Setting<>("--head-timeout", headTimeout).atLeast(LEAST).value(),
        new Setting<>("--answer-idle", answerIdle).atLeast(LEAST).value());
  }

  private static int derived() {
    return Math.min(Memory.heapIn(MEMORY_OF_A_CONNECTION), Math.max(1, Memory.descriptors() / 2));
  }
}
