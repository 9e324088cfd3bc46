package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.subject.CommitCounter;
import io.piecemeal.benchmarks.subject.MissingException;
import io.piecemeal.benchmarks.subject.RunningServer;
import io.piecemeal.benchmarks.subject.ServerProcess;
import io.piecemeal.benchmarks.subject.ServerSubject;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.RequestHead;
import io.piecemeal.harness.proc.Loopback;
import io.piecemeal.harness.proc.PortOwner;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A tus server that runs on this machine already; its operator has set up what it syncs. What it
 * was sent is removed by the protocol's own extension for that.
 *
 * @param url where uploads are created
 */
public record RunningTus(String name, URI url) implements Subject.Starter {

  private static final Set<String> HERE = Set.of("127.0.0.1", "localhost");

  /** Refuses what is not on this machine: loads are not for others. */
  public RunningTus {
    String host = Objects.requireNonNullElse(url.getHost(), "");
    if (!"http".equals(url.getScheme()) || !HERE.contains(host) || url.getPort() < 0) {
      throw new IllegalArgumentException(
          "%s is no URL such as http://127.0.0.1:1080/files/, on this machine".formatted(url));
    }
  }

  @Override
  public Subject start(Workspace workspace) throws IOException {
    long process =
        PortOwner.find(url.getPort())
            .orElseThrow(
                () -> new MissingException("no process can be seen that listens at " + url));
    Queue<String> uploads = new ConcurrentLinkedQueue<>();
    String path = url.getPath().isEmpty() ? "/" : url.getPath();
    return new ServerSubject(
        name,
        new RunningServer(
            ServerProcess.ofOthers(process),
            url.getPort(),
            BodyForm.RAW,
            (chunk, _) -> new TusTarget(path, chunk, uploads::add),
            () -> remove(uploads),
            CommitCounter.NONE),
        workspace);
  }

  private void remove(Queue<String> uploads) throws IOException {
    try (HttpConnection connection = HttpConnection.open(Loopback.port(url.getPort()))) {
      for (String upload = uploads.poll(); upload != null; upload = uploads.poll()) {
        connection.exchange(RequestHead.of("DELETE", upload, TusTarget.VERSION), "");
      }
    }
  }
}
