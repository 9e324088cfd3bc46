package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.afternoon.AfternoonServer;
import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.subject.CommitCounter;
import io.piecemeal.benchmarks.subject.RunningServer;
import io.piecemeal.benchmarks.subject.ServerSubject;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.proc.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a developer writes in an afternoon. Its API is ours, as far as chunks go. */
public final class Afternoon implements Subject.Starter {

  @Override
  public String name() {
    return "afternoon";
  }

  @Override
  public Subject start(Workspace workspace) throws IOException, InterruptedException {
    Path folder = workspace.newFolder("afternoon");
    JavaPeer peer =
        JavaPeer.start(
            workspace,
            name(),
            AfternoonServer.class,
            List.of(folder.toString(), workspace.regime().synchronousCommit()));
    Child child = peer.child();
    return new ServerSubject(
        name(),
        new RunningServer(
            child,
            peer.port(),
            BodyForm.JSON,
            (_, bodyLength) -> new SessionTarget("Accept: application/json", bodyLength),
            folder.resolve("files"),
            CommitCounter.NONE),
        workspace);
  }
}
