package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.service.ServiceCommand;
import io.piecemeal.harness.service.ServiceJar;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One of several nodes, on a port that the proxy knows; it can be replaced by another build. */
final class Replica {

  private static final List<String> JAVA_OPTIONS = List.of("-Xmx256m");

  private final WorkFolder folder;
  private final String name;
  private final int port;
  private final Map<String, String> environment;
  private final List<String> settings;
  private int starts;
  private Child child;

  /** Starts it and returns when it is ready; it ends with the folder at the latest. */
  Replica(
      WorkFolder folder,
      String name,
      int port,
      ServiceJar build,
      Map<String, String> environment,
      List<String> settings)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.name = name;
    this.port = port;
    this.environment = Map.copyOf(environment);
    this.settings = List.copyOf(settings);
    this.child = start(build);
  }

  private Child start(ServiceJar build) throws IOException, InterruptedException {
    Path data = folder.newFolder(name);
    ProcessBuilder command =
        build.on(data, JAVA_OPTIONS).commandOn(port, "", settings.toArray(String[]::new));
    command.environment().putAll(environment);
    Child started = folder.start(name + "-" + ++starts, command, ServiceCommand.READY);
    assertThat(ServiceCommand.awaitPort(started)).isEqualTo(port);
    return started;
  }

  /** Stops it as an operator does: what is under way ends first. */
  void stop() throws IOException, InterruptedException {
    assertThat(child.end()).as("exit code of " + name).isZero();
    folder.disown(child);
  }

  /** Starts it again, as another build, and returns when it is ready. */
  void startAs(ServiceJar build) throws IOException, InterruptedException {
    child = start(build);
  }

  String name() {
    return name;
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + port;
  }
}
