package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.subject.CommitCounter;
import io.piecemeal.benchmarks.subject.Leftovers;
import io.piecemeal.benchmarks.subject.RunningServer;
import io.piecemeal.benchmarks.subject.ServerProcess;
import io.piecemeal.benchmarks.subject.ServerSubject;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * This service with everything on, started by its launcher.
 *
 * @param javaOptions more options for the JVM
 * @param options more options of the service
 */
public record Ours(String name, String javaOptions, List<String> options)
    implements Subject.Starter {

  /** Copies the list. */
  public Ours {
    options = List.copyOf(options);
  }

  /** As everybody runs it. */
  public Ours() {
    this("ours", "", List.of());
  }

  @Override
  public Subject start(Workspace workspace) throws IOException, InterruptedException {
    return new ServerSubject(name(), run(workspace), workspace);
  }

  /** Starts it on a data directory of its own. */
  public RunningServer run(Workspace workspace) throws IOException, InterruptedException {
    Path data = workspace.newFolder("ours");
    RunningServer onDisk = run(workspace, data, Map.of());
    OurDatabase database = OurDatabase.of(data);
    return onDisk.leaving(Leftovers.in(data.resolve("objects")), database.transactions());
  }

  /** Starts it in an environment; what it leaves in its database stays. */
  RunningServer run(Workspace workspace, Path data, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder command =
        ServiceCommand.byLauncher(workspace.home(), data)
            .command(javaOptions, options.toArray(String[]::new));
    command.environment().putAll(environment);
    Child child = workspace.start(name, command, ServiceCommand.READY);
    int port = ServiceCommand.awaitPort(child);
    OurDatabase.of(data).apply(workspace.regime());
    return new RunningServer(
        ServerProcess.of(child),
        port,
        BodyForm.JSON,
        (_, bodyLength) -> new SessionTarget(ServiceCommand.AUTHORIZATION, bodyLength),
        () -> {},
        CommitCounter.NONE);
  }
}
