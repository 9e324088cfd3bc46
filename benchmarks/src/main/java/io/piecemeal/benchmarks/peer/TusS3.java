package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.subject.RunningServer;
import io.piecemeal.benchmarks.subject.ServerSubject;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.service.ObjectServer;
import java.io.IOException;

/** {@code @tus/server} on Node with its store for S3: raw bytes by PATCH. */
public final class TusS3 implements Subject.Starter {

  @Override
  public String name() {
    return "tus-s3";
  }

  @Override
  public Subject start(Workspace workspace) throws IOException, InterruptedException {
    ObjectServer store = workspace.startObjectServer();
    RunningServer peer =
        NodePeer.start(
            workspace,
            name(),
            workspace.newFolder(name()),
            store.environment(),
            store.endpoint(),
            store.bucket());
    return new ServerSubject(
        name(),
        peer.leaving(StoredObjects.leftovers(store), StoredObjects.counter(store)),
        workspace);
  }
}
