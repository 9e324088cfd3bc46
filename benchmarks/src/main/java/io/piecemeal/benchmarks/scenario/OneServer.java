package io.piecemeal.benchmarks.scenario;

import io.piecemeal.benchmarks.peer.OurDatabase;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.nio.file.Path;

/** Our service with a look into its database. */
record OneServer(int port, OurDatabase database) {

  static OneServer start(Workspace workspace) throws IOException, InterruptedException {
    return start(workspace, "");
  }

  /**
   * Starts it.
   *
   * @param javaOptions more options for the JVM
   * @param options more options of the service
   */
  static OneServer start(Workspace workspace, String javaOptions, String... options)
      throws IOException, InterruptedException {
    Path data = workspace.newFolder("ours");
    ServiceCommand server = ServiceCommand.byLauncher(workspace.home(), data);
    Child child =
        workspace.start("ours", server.command(javaOptions, options), ServiceCommand.READY);
    return new OneServer(ServiceCommand.awaitPort(child), OurDatabase.of(data));
  }
}
