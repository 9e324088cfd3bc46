package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.afternoon.AfternoonServer;
import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.subject.CommitCounter;
import io.piecemeal.benchmarks.subject.Leftovers;
import io.piecemeal.benchmarks.subject.RunningServer;
import io.piecemeal.benchmarks.subject.ServerProcess;
import io.piecemeal.benchmarks.subject.ServerSubject;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a developer writes in an afternoon. Its API is ours, as far as chunks go. */
public final class Afternoon implements Subject.Starter {

  /** In tables. */
  public static final String NAME = "afternoon";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Subject start(Workspace workspace) throws IOException, InterruptedException {
    Path folder = workspace.newFolder(NAME);
    JavaPeer peer =
        JavaPeer.start(
            workspace,
            name(),
            AfternoonServer.class,
            List.of(folder.toString(), workspace.regime().synchronousCommit()));
    return new ServerSubject(
        name(),
        new RunningServer(
            ServerProcess.of(peer.child()),
            peer.port(),
            BodyForm.JSON,
            (_, bodyLength) -> new SessionTarget("Accept: application/json", bodyLength),
            Leftovers.in(folder.resolve("files")),
            CommitCounter.NONE),
        workspace);
  }
}
