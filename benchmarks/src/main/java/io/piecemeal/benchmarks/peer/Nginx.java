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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** nginx' WebDAV PUT of the raw bytes, made to sync what it writes. */
public final class Nginx implements Subject.Starter {

  @Override
  public String name() {
    return "nginx";
  }

  @Override
  public Subject start(Workspace workspace) throws IOException, InterruptedException {
    Path folder = workspace.newFolder("nginx");
    Path files = Files.createDirectory(folder.resolve("files"));
    NginxServer server = NginxServer.install(workspace, folder);
    Child child = server.start(workspace, SyncShim.compile(workspace));
    AtomicLong connections = new AtomicLong();
    return new ServerSubject(
        name(),
        new RunningServer(
            ServerProcess.of(child),
            server.port(),
            BodyForm.RAW,
            (_, length) -> new PutTarget("/c" + connections.incrementAndGet() + "-", length),
            Leftovers.in(files),
            CommitCounter.NONE),
        workspace);
  }
}
