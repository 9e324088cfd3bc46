package io.piecemeal.benchmarks.scenario;

import io.piecemeal.benchmarks.figures.CaseResult;
import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.load.ChunkTarget;
import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.peer.McpTarget;
import io.piecemeal.benchmarks.peer.Ours;
import io.piecemeal.benchmarks.subject.Rounds;
import io.piecemeal.benchmarks.subject.RunningServer;
import io.piecemeal.benchmarks.subject.ServerSubject;
import io.piecemeal.benchmarks.subject.Turn;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The same chunks as calls of the tool {@code upload_append} and by {@code PUT}, in turns. Each way
 * has a service of its own, so that the peak of its memory is told apart.
 */
public record McpBesideHttp(
    Workspace workspace, int rounds, Duration warmUp, Duration time, Consumer<String> progress) {

  private static final long MOST_BYTES = 12_000_000_000L;

  private static final List<Calls> CALLS =
      List.of(
          new Calls("6KiBx1", "utf8", BodyForm.MCP_TEXT, BodyForm.JSON_TEXT),
          new Calls("5MiBx1", "base64", BodyForm.MCP, BodyForm.JSON),
          new Calls("5MiBx8", "base64", BodyForm.MCP, BodyForm.JSON));

  /** What is sent, and how it is put into a body. */
  private record Calls(String load, String encoding, BodyForm byMcp, BodyForm byHttp) {}

  /** Measures. */
  public List<CaseResult> measure() throws IOException, InterruptedException {
    RunningServer mcp = workspace.own(new Ours().run(workspace));
    RunningServer http = workspace.own(new Ours().run(workspace));
    List<CaseResult> results = new ArrayList<>();
    for (Calls calls : CALLS) {
      ChunkTarget.Factory tool =
          (chunk, length) ->
              new McpTarget(ServiceCommand.AUTHORIZATION, calls.encoding(), chunk, length);
      ServerSubject byMcp = new ServerSubject("mcp", mcp.taking(calls.byMcp(), tool), workspace);
      ServerSubject byHttp =
          new ServerSubject("http", http.taking(calls.byHttp(), http.targets()), workspace);
      LoadCase load = LoadCase.parse(calls.load());
      Turn turn = Turn.closedLoop(load, time, MOST_BYTES);
      results.add(
          new Rounds(List.of(byMcp, byHttp), rounds, progress)
              .run(
                  load + " " + calls.encoding(),
                  Turn.closedLoop(load, warmUp, MOST_BYTES),
                  _ -> turn));
    }
    return results;
  }
}
