package io.piecemeal.benchmarks.scenario;

import io.piecemeal.benchmarks.figures.Figures;
import io.piecemeal.benchmarks.figures.Findings;
import io.piecemeal.benchmarks.figures.Findings.Finding;
import io.piecemeal.benchmarks.figures.Metric;
import io.piecemeal.benchmarks.figures.Spread;
import io.piecemeal.benchmarks.load.ChunkSize;
import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.peer.Ours;
import io.piecemeal.benchmarks.subject.RunningServer;
import io.piecemeal.benchmarks.subject.ServerSubject;
import io.piecemeal.benchmarks.subject.Turn;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.proc.Programs;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Files sent by {@code ./piecemeal put}, in turns with the same bytes from the load client by as
 * many connections to the same service. The time of {@code put} is that of its whole process: it
 * starts a JVM, reads the files, computes their digests and completes them; the load client does
 * none of that.
 *
 * @param bytesEach of each file; a multiple of {@value #BLOCK}
 */
public record PutBesideLoad(
    Workspace workspace, int rounds, long bytesEach, Consumer<String> progress) {

  private static final int BLOCK = 5 << 20;

  /** Measures it with so many connections. */
  public Findings measure(int connections) throws IOException, InterruptedException {
    RunningServer server = workspace.own(new Ours().run(workspace));
    List<Path> files = files(connections);
    ServerSubject load = new ServerSubject("load client", server, workspace);
    LoadCase chunks = new LoadCase(new ChunkSize(BLOCK), connections);
    load.begin(chunks);
    Turn turn = Turn.closedLoop(chunks, Duration.ofHours(1), connections * bytesEach);
    List<Double> sent = new ArrayList<>();
    List<Double> loaded = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      progress.accept("%s: round %d of %d".formatted(chunks, round, rounds));
      Figures figures = load.turn(turn);
      if (figures.get(Metric.ERRORS).orElseThrow() > 0) {
        throw new IOException("the load client had errors: there is nothing to compare with");
      }
      double client = figures.get(Metric.THROUGHPUT).orElseThrow();
      double put = put(server, files);
      // The first round warms both up.
      if (round > 0) {
        loaded.add(client);
        sent.add(put);
        ratios.add(put / client);
      }
    }
    return new Findings(
        "put of %s of %d MiB each".formatted(files(connections, "file"), bytesEach >> 20),
        List.of(
            new Finding("./piecemeal put -j " + connections, "MB/s", 0, Spread.of(sent)),
            new Finding("load client, " + chunks, "MB/s", 0, Spread.of(loaded)),
            new Finding("put / load client", "", 2, Spread.of(ratios))));
  }

  private static String files(int count, String noun) {
    return "%d %s%s".formatted(count, noun, count == 1 ? "" : "s");
  }

  private double put(RunningServer server, List<Path> files)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                workspace.home().resolve("piecemeal").toString(),
                "put",
                "-j",
                Integer.toString(files.size())));
    files.forEach(file -> command.add(file.toString()));
    Path home = workspace.newFolder("caller");
    Map<String, String> environment =
        Map.of(
            "PIECEMEAL_URL",
            "http://127.0.0.1:" + server.port(),
            "PIECEMEAL_KEY",
            ServiceCommand.KEY,
            "XDG_CONFIG_HOME",
            home.resolve("config").toString(),
            "XDG_STATE_HOME",
            home.resolve("state").toString());
    long start = System.nanoTime();
    Programs.run(home, environment, command);
    double seconds = (System.nanoTime() - start) / 1e9;
    server.leftovers().remove();
    workspace.settle();
    return files.size() * bytesEach / 1e6 / seconds;
  }

  private List<Path> files(int count) throws IOException {
    Path folder = workspace.newFolder("files");
    Random random = new Random(BLOCK);
    byte[] block = new byte[BLOCK];
    List<Path> files = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      Path file = folder.resolve("file-" + number);
      try (OutputStream out = Files.newOutputStream(file)) {
        for (long written = 0; written < bytesEach; written += BLOCK) {
          random.nextBytes(block);
          out.write(block);
        }
      }
      files.add(file);
    }
    return files;
  }
}
