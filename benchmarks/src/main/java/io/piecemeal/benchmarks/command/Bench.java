package io.piecemeal.benchmarks.command;

import io.piecemeal.benchmarks.figures.CaseResult;
import io.piecemeal.benchmarks.figures.Findings;
import io.piecemeal.benchmarks.report.CaseTable;
import io.piecemeal.benchmarks.report.FindingsTable;
import io.piecemeal.benchmarks.report.RunInfo;
import io.piecemeal.benchmarks.subject.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands have in common: a workspace, tables that are printed, a report. */
abstract class Bench implements Callable<Integer> {

  private final List<CaseResult> results = new ArrayList<>();
  private final List<Findings> findings = new ArrayList<>();

  @Mixin private final WorkspaceOptions workspaceOptions = new WorkspaceOptions();
  @Mixin private final ReportOptions reportOptions = new ReportOptions();

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public final Integer call() throws IOException, InterruptedException {
    check();
    RunInfo info = RunInfo.collect(WorkspaceOptions.home(), Arguments.of(spec), Clock.systemUTC());
    try (Workspace workspace = workspaceOptions.create()) {
      measure(workspace);
    }
    reportOptions.write(spec.name() + workspaceOptions.suffix(), info, results, findings);
    return 0;
  }

  /** Refuses options that make no sense, before anything is started. */
  void check() {}

  abstract void measure(Workspace workspace) throws IOException, InterruptedException;

  final void tell(CaseResult result) {
    results.add(result);
    print(CaseTable.render(result));
  }

  final void tell(Findings found) {
    findings.add(found);
    print(FindingsTable.render(found));
  }

  private void print(String table) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(table);
    out.flush();
  }
}
