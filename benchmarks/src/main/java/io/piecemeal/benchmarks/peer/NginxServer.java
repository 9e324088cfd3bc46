package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.subject.MissingException;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.harness.proc.Loopback;
import io.piecemeal.harness.proc.Programs;
import io.piecemeal.harness.proc.Waiting;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An nginx with a configuration and a folder of its own, which holds {@code files}.
 *
 * @param program where nginx is
 */
public record NginxServer(Path program, Path folder, int port) {

  private static final String TEMPLATE = "benchmarks/src/main/peers/nginx/nginx.conf";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Writes the configuration. */
  public static NginxServer install(Workspace workspace, Path folder) throws IOException {
    Path program =
        Programs.find("nginx")
            .orElseThrow(
                () -> new MissingException("nginx is not installed: apt-get install nginx-light"));
    int port = FreePort.find();
    String template = Files.readString(workspace.home().resolve(TEMPLATE));
    Files.writeString(
        folder.resolve("nginx.conf"),
        template
            .replace("@user@", System.getProperty("user.name"))
            .replace("@folder@", folder.toString())
            .replace("@port@", Integer.toString(port)));
    return new NginxServer(program, folder, port);
  }

  /** Starts it and waits until it listens. */
  public Child start(Workspace workspace, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                program.toString(),
                "-p",
                folder.toString(),
                "-e",
                folder.resolve("error.log").toString(),
                "-c",
                folder.resolve("nginx.conf").toString()));
    builder.environment().putAll(environment);
    Child child = workspace.start("nginx", builder, Pattern.compile("never"));
    Waiting.until("nginx listens", PATIENCE, this::listens);
    return child;
  }

  private boolean listens() throws IOException {
    try (SocketChannel _ = SocketChannel.open(Loopback.port(port))) {
      return true;
    } catch (ConnectException _) {
      return false;
    }
  }
}
