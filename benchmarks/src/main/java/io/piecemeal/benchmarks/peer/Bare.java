package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.bare.BareServer;
import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.subject.CommitCounter;
import io.piecemeal.benchmarks.subject.Leftovers;
import io.piecemeal.benchmarks.subject.RunningServer;
import io.piecemeal.benchmarks.subject.ServerProcess;
import io.piecemeal.benchmarks.subject.ServerSubject;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The least that makes a chunk durable in this JVM. Its API is ours, as far as chunks go. */
public final class Bare implements Subject.Starter {

  @Override
  public String name() {
    return "bare";
  }

  @Override
  public Subject start(Workspace workspace) throws IOException, InterruptedException {
    Path folder = workspace.newFolder("bare");
    JavaPeer peer =
        JavaPeer.start(
            workspace,
            name(),
            BareServer.class,
            List.of(folder.toString(), workspace.regime().synchronousCommit()));
    return new ServerSubject(
        name(),
        new RunningServer(
            ServerProcess.of(peer.child()),
            peer.port(),
            BodyForm.JSON,
            (_, bodyLength) -> new SessionTarget(ServiceCommand.AUTHORIZATION, bodyLength),
            Leftovers.in(folder.resolve("files")),
            CommitCounter.NONE),
        workspace);
  }
}
