package io.piecemeal.benchmarks.command;

import io.piecemeal.benchmarks.figures.CaseResult;
import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.peer.RunningTus;
import io.piecemeal.benchmarks.subject.Rounds;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Turn;
import io.piecemeal.benchmarks.subject.Workspace;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Chunks under load: ours, its peers and the limits of the machine in turns. */
@Command(
    name = "load",
    description = "Put chunks on ours and its peers, in turns, as fast as they take them.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class LoadCommand extends Bench {

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description =
          "Some of ours,ours-tus,ours-ietf,bare,nginx,afternoon,tus-java,tus-node,pgbench,disk; with"
              + " --store s3 of ours-s3,ours,tus-s3 (default all)")
  private Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--store",
      defaultValue = "disk",
      description =
          "Where the subjects keep chunks: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}). With"
              + " s3, commits are the objects that were put")
  private Peers.Store store = Peers.Store.disk;

  @Option(
      names = "--peer",
      paramLabel = "NAME=URL",
      description =
          "A tus server that runs already, such as tusd=http://127.0.0.1:1080/files/; may be repeated")
  private Map<String, URI> peers = new LinkedHashMap<>();

  @Option(
      names = "--case",
      split = ",",
      paramLabel = "CASE",
      defaultValue = "5MiBx8,5MiBx32,5MiBx1,256KiBx8,16KiBx32,16KiBx8,16KiBx1",
      description = "Chunk size and connections (default ${DEFAULT-VALUE})")
  private List<LoadCase> cases = List.of();

  @Option(names = "--rounds", defaultValue = "5", description = "Default ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "How long a turn takes (default ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "15",
      paramLabel = "SECONDS",
      description = "The turn of each subject before those that count (default ${DEFAULT-VALUE})")
  private int warmUp;

  @Option(
      names = "--most-gb",
      defaultValue = "12",
      description = "A turn writes no more than this (default ${DEFAULT-VALUE})")
  private int mostGigabytes;

  @Option(
      names = "--open-loop",
      description =
          "Then also at 50 %% and 80 %% of that rate, and all at half of the afternoon's (without it,"
              + " of the slowest), timed from when requests are due")
  private boolean openLoop;

  private List<Subject.Starter> subjects = List.of();

  @Override
  void check() {
    Names.check(only, Peers.names(store));
    Stream<Subject.Starter> running =
        peers.entrySet().stream().map(peer -> new RunningTus(peer.getKey(), peer.getValue()));
    subjects = Stream.concat(Peers.some(store, only).stream(), running).toList();
  }

  @Override
  void measure(Workspace workspace) throws IOException, InterruptedException {
    List<Subject> started = Peers.start(subjects, workspace, Progress::tell);
    for (LoadCase load : cases) {
      Turn first = turn(load, warmUp);
      Turn turn = turn(load, seconds);
      Rounds all = new Rounds(started, rounds, Progress::tell);
      CaseResult result = all.run(load.toString(), first, _ -> turn);
      tell(result);
      if (openLoop) {
        new OpenLoop(started, rounds).run(result, turn).forEach(this::tell);
      }
    }
  }

  private Turn turn(LoadCase load, int length) {
    return Turn.closedLoop(load, Duration.ofSeconds(length), mostGigabytes * 1_000_000_000L);
  }
}
