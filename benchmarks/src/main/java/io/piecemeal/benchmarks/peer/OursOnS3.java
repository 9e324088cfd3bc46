package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.subject.ServerSubject;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.service.ObjectServer;
import java.io.IOException;

/** This service with its chunks in an object store. What it commits there is counted: objects. */
public final class OursOnS3 implements Subject.Starter {

  @Override
  public String name() {
    return "ours-s3";
  }

  @Override
  public Subject start(Workspace workspace) throws IOException, InterruptedException {
    ObjectServer store = workspace.startObjectServer();
    Ours ours = new Ours(name(), "", store.settings());
    return new ServerSubject(
        name(),
        ours.run(workspace, workspace.newFolder(name()), store.environment())
            .leaving(StoredObjects.leftovers(store), StoredObjects.counter(store)),
        workspace);
  }
}
