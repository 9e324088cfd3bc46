package io.piecemeal.benchmarks.scenario;

import io.piecemeal.benchmarks.peer.NginxServer;
import io.piecemeal.benchmarks.subject.MissingException;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.RequestHead;
import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.proc.Loopback;
import io.piecemeal.harness.proc.ProcessTree;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** The same 100 MB, put where a server serves them. */
final class SampleFile {

  static final int SIZE = 100_000_000;

  private static final int CHUNK = 5_000_000;

  private SampleFile() {}

  /**
   * A server that has the file.
   *
   * @param request fetches all of it
   */
  record Served(String name, ProcessTree tree, int port, RequestHead request) {}

  static Served servedByOurs(Workspace workspace) throws IOException, InterruptedException {
    ServiceCommand server =
        ServiceCommand.byLauncher(workspace.home(), workspace.newFolder("ours"));
    Child child = workspace.start("ours", server.command(""), ServiceCommand.READY);
    int port = ServiceCommand.awaitPort(child);
    String id;
    try (HttpConnection connection = HttpConnection.open(Loopback.port(port))) {
      SessionCalls calls = new SessionCalls(connection);
      id = calls.open();
      Random random = new Random(SIZE);
      for (int chunk = 0; chunk < SIZE / CHUNK; chunk++) {
        calls.append(id, Base64.getEncoder().encodeToString(next(random)));
      }
      calls.complete(id);
    }
    return new Served(
        "ours",
        new ProcessTree(child.pid()),
        port,
        RequestHead.of("GET", "/files/" + id + "/content", ServiceCommand.AUTHORIZATION));
  }

  static Optional<Served> servedByNginx(Workspace workspace, Consumer<String> progress)
      throws IOException {
    try {
      Path folder = workspace.newFolder("nginx");
      Path files = Files.createDirectory(folder.resolve("files"));
      try (OutputStream file = Files.newOutputStream(files.resolve("sample"))) {
        Random random = new Random(SIZE);
        for (int chunk = 0; chunk < SIZE / CHUNK; chunk++) {
          file.write(next(random));
        }
      }
      NginxServer server = NginxServer.install(workspace, folder);
      Child child = server.start(workspace, Map.of());
      return Optional.of(
          new Served(
              "nginx",
              new ProcessTree(child.pid()),
              server.port(),
              RequestHead.of("GET", "/sample")));
    } catch (MissingException missing) {
      progress.accept("skipped nginx: " + missing.getMessage());
      return Optional.empty();
    }
  }

  private static byte[] next(Random random) {
    byte[] chunk = new byte[CHUNK];
    random.nextBytes(chunk);
    return chunk;
  }
}
