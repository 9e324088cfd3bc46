package io.piecemeal.faults.failover;

import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.proc.Programs;
import io.piecemeal.harness.proc.Unprivileged;
import io.piecemeal.harness.proc.Waiting;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server with the Patroni that looks after it. */
final class PatroniNode implements AutoCloseable {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  private static final Duration SOON = Duration.ofMinutes(2);

  /** Nobody waits for a line of its log: what it is, it says on its own port. */
  private static final Pattern ANYTHING = Pattern.compile("");

  private final WorkFolder folder;
  private final PatroniSettings settings;
  private final ProcessBuilder command;
  private int starts;
  private Child patroni;

  private PatroniNode(WorkFolder folder, PatroniSettings settings, ProcessBuilder command)
      throws IOException {
    this.folder = folder;
    this.settings = settings;
    this.command = command;
    this.patroni = launch();
  }

  /** Starts one that is ended with the folder at the latest. */
  static PatroniNode start(WorkFolder folder, Unprivileged account, PatroniSettings settings)
      throws IOException {
    Path home = settings.home();
    Files.writeString(home.resolve("patroni.yml"), settings.yaml());
    ProcessBuilder command =
        account.command(
            home, ClusterPrograms.path("patroni"), home.resolve("patroni.yml").toString());
    return folder.own(new PatroniNode(folder, settings, command));
  }

  /** Starts Patroni again after its machine was killed. */
  void restart() throws IOException {
    patroni = launch();
  }

  private Child launch() throws IOException {
    Path log = folder.log(settings.name() + "-" + ++starts);
    return Child.start(command, log, ANYTHING);
  }

  String name() {
    return settings.name();
  }

  int port() {
    return settings.port();
  }

  int restPort() {
    return settings.restPort();
  }

  /** Whether it says that it is something, such as {@code primary}. */
  boolean is(String role) throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/%s".formatted(settings.restPort(), role));
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      // Who does not answer is nothing at all.
      return false;
    }
  }

  /** Stops the processes that send the log to standbys, so that what comes now is here only. */
  void holdReplicationUp() throws IOException, InterruptedException {
    for (ProcessHandle process : server()) {
      if (title(process).contains("walsender")) {
        signal("STOP", process);
      }
    }
  }

  /** Passes one by that has ended since it was found. */
  private void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
    String command = "kill -%s %d".formatted(name, process.pid());
    try {
      String _ = Programs.run(folder.path(), Map.of(), List.of("sh", "-c", command));
    } catch (IOException failure) {
      if (runs(process)) {
        throw failure;
      }
    }
  }

  /** Kills what a loss takes. */
  void lose(Loss loss) throws IOException, InterruptedException {
    if (loss == Loss.MACHINE) {
      patroni.kill();
    }
    killServer();
  }

  /**
   * The postmaster last, and stopped until then. A connection that sees it dead while it waits for
   * a standby would let others see its commit before it ends.
   */
  private void killServer() throws IOException, InterruptedException {
    List<ProcessHandle> all = server();
    if (all.isEmpty()) {
      return;
    }
    signal("STOP", all.getFirst());
    all.reversed().forEach(ProcessHandle::destroyForcibly);
    Waiting.until("the server ends", SOON, () -> all.stream().noneMatch(PatroniNode::runs));
  }

  /** The postmaster first. */
  private List<ProcessHandle> server() throws IOException {
    Path pidFile = settings.data().resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return List.of();
    }
    List<String> lines = Files.readAllLines(pidFile);
    Optional<ProcessHandle> postmaster =
        lines.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(lines.getFirst()));
    return postmaster.stream()
        .filter(process -> title(process).contains(settings.data().toString()))
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .toList();
  }

  /** A process that has ended and that nobody has asked for yet has no title. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && !title(process).isEmpty();
  }

  /** As the server sets it, with what it does. */
  private static String title(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException _) {
      // It has ended.
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    patroni.family().forEach(ProcessHandle::destroyForcibly);
    server().forEach(ProcessHandle::destroyForcibly);
    patroni.close();
  }
}
