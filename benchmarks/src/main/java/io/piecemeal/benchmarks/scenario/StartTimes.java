package io.piecemeal.benchmarks.scenario;

import io.piecemeal.benchmarks.figures.Findings;
import io.piecemeal.benchmarks.figures.Findings.Finding;
import io.piecemeal.benchmarks.figures.Spread;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How long the service takes from its launch until it is ready, its database included. */
public record StartTimes(Workspace workspace, int rounds) {

  /** Measures. */
  public Findings measure() throws IOException, InterruptedException {
    List<Double> empty = new ArrayList<>();
    List<Double> warm = new ArrayList<>();
    List<Double> unrecorded = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ServiceCommand server =
          ServiceCommand.byLauncher(workspace.home(), workspace.newFolder("start"));
      empty.add(seconds(server, ""));
      warm.add(seconds(server, ""));
      unrecorded.add(seconds(server, "-XX:AOTMode=off"));
    }
    return new Findings(
        "start until ready",
        List.of(
            new Finding("empty data directory", "s", 2, Spread.of(empty)),
            new Finding("warm", "s", 2, Spread.of(warm)),
            new Finding("warm, without the recorded start", "s", 2, Spread.of(unrecorded))));
  }

  private double seconds(ServiceCommand server, String javaOptions)
      throws IOException, InterruptedException {
    ProcessBuilder command = server.command(javaOptions);
    long start = System.nanoTime();
    try (Child child = workspace.start("start", command, ServiceCommand.READY)) {
      int _ = ServiceCommand.awaitPort(child);
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
