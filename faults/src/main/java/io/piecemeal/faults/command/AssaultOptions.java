package io.piecemeal.faults.command;

import io.piecemeal.faults.load.Assault;
import io.piecemeal.faults.load.ChunkMix;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How long faults are thrown at what. */
final class AssaultOptions {

  @Option(
      names = "--rounds",
      description = "How many faults (default 300, and 20 if they have to find something)")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = "--seconds",
      defaultValue = "7200",
      description = "No fault after this time (default ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--clients",
      defaultValue = "32",
      description = "Sessions at once, half of them with offset (default ${DEFAULT-VALUE})")
  private int clients;

  Assault.Bounds bounds(ChunkMix mix, long seed, Wanted wanted) {
    return new Assault.Bounds(
        clients, 0, mix, seed, rounds.orElse(wanted.rounds), Duration.ofSeconds(seconds));
  }
}
