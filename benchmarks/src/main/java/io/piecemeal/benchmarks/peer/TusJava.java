package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.subject.CommitCounter;
import io.piecemeal.benchmarks.subject.Leftovers;
import io.piecemeal.benchmarks.subject.RunningServer;
import io.piecemeal.benchmarks.subject.ServerProcess;
import io.piecemeal.benchmarks.subject.ServerSubject;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.benchmarks.tus.TusServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** tus-java-server in Jetty: raw bytes by PATCH, made to sync each of them. */
public final class TusJava implements Subject.Starter {

  @Override
  public String name() {
    return "tus-java";
  }

  @Override
  public Subject start(Workspace workspace) throws IOException, InterruptedException {
    Path folder = workspace.newFolder("tus-java");
    JavaPeer peer = JavaPeer.start(workspace, name(), TusServer.class, List.of(folder.toString()));
    return new ServerSubject(
        name(),
        new RunningServer(
            ServerProcess.of(peer.child()),
            peer.port(),
            BodyForm.RAW,
            (chunk, _) -> new TusTarget("/tus", chunk),
            Leftovers.in(folder),
            CommitCounter.NONE),
        workspace);
  }
}
