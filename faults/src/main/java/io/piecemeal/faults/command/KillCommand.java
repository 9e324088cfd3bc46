package io.piecemeal.faults.command;

import io.piecemeal.faults.kill.FleetRun;
import io.piecemeal.faults.kill.KillRun;
import io.piecemeal.faults.load.Assault;
import io.piecemeal.faults.load.ChunkMix;
import io.piecemeal.faults.load.Tally;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Processes that end at any moment. */
@Command(
    name = "kill",
    description = "Kill the service, its database or both at random moments under load.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class KillCommand extends Harness {

  @Mixin private final AssaultOptions options = new AssaultOptions();

  @Mixin private final MutantOption mutant = new MutantOption();

  @Mixin private final StoreOption store = new StoreOption();

  @Option(
      names = "--nodes",
      defaultValue = "1",
      description =
          "With more than one, only nodes are killed, and clients go on at the next at once (default"
              + " ${DEFAULT-VALUE})")
  private int nodes;

  @Option(
      names = "--streams",
      defaultValue = "4",
      description =
          "Clients beside, that send streams by tus and by the IETF's draft in turn (default"
              + " ${DEFAULT-VALUE})")
  private int streams;

  @Override
  Verdict run(WorkFolder work, Build build, long seed)
      throws IOException, InterruptedException, ExecutionException {
    Build chosen = store.on(mutant.chosen(build, work), work);
    Assault.Bounds bounds =
        options.bounds(ChunkMix.FULL, seed, mutant.wanted()).withStreams(streams);
    Tally tally = new Tally();
    String line;
    int kills;
    if (nodes == 1) {
      KillRun run = new KillRun(work, chosen, tally, seed);
      kills = run.run(bounds);
      line =
          "kills=%d %s %s %s %s"
              .formatted(kills, store, run.victims(), tally.figures(), run.told());
    } else {
      kills = new FleetRun(work, chosen, nodes, tally, seed).run(bounds);
      line = "kills=%d %s nodes=%d %s".formatted(kills, store, nodes, tally.figures());
    }
    return mutant.judged(new Verdict(line, tally.findings()), kills + " kills");
  }
}
