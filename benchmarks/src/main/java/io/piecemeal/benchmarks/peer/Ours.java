package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.subject.RunningServer;
import io.piecemeal.benchmarks.subject.ServerSubject;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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
    return start(workspace, workspace.newFolder("ours"));
  }

  /** Starts it on a data directory. */
  public Subject start(Workspace workspace, Path data) throws IOException, InterruptedException {
    ServiceCommand ours = ServiceCommand.byLauncher(workspace.home(), data);
    Child child =
        workspace.start(
            "ours",
            ours.command(javaOptions, options.toArray(String[]::new)),
            ServiceCommand.READY);
    int port = ServiceCommand.awaitPort(child);
    OurDatabase database = OurDatabase.of(data);
    database.apply(workspace.regime());
    return new ServerSubject(
        name(),
        new RunningServer(
            child,
            port,
            BodyForm.JSON,
            (_, bodyLength) -> new SessionTarget(ServiceCommand.AUTHORIZATION, bodyLength),
            data.resolve("objects"),
            workspace.own(database.transactions())),
        workspace);
  }
}
