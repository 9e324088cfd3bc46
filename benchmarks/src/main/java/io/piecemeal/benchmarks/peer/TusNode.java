package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.subject.CommitCounter;
import io.piecemeal.benchmarks.subject.Leftovers;
import io.piecemeal.benchmarks.subject.RunningServer;
import io.piecemeal.benchmarks.subject.ServerSubject;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code @tus/server} on Node: raw bytes by PATCH, made to sync each of them. */
public final class TusNode implements Subject.Starter {

  @Override
  public String name() {
    return "tus-node";
  }

  @Override
  public Subject start(Workspace workspace) throws IOException, InterruptedException {
    Path folder = workspace.newFolder(name());
    Path files = Files.createDirectory(folder.resolve("files"));
    RunningServer peer = NodePeer.start(workspace, name(), folder, Map.of(), files.toString());
    return new ServerSubject(
        name(), peer.leaving(Leftovers.in(files), CommitCounter.NONE), workspace);
  }
}
