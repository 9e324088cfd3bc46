package io.piecemeal.faults.subject;

import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.proc.Waiting;
import io.piecemeal.harness.service.ServiceCommand;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The running service, and the PostgreSQL that it started. */
public final class Target implements AutoCloseable {

  private static final Duration SOON = Duration.ofMinutes(5);

  private final Child child;
  private final int port;

  /** Those that run from start to end; handles never mean another process that got the same id. */
  private final List<ProcessHandle> family;

  private final WorkFolder folder;

  private Target(Child child, int port, WorkFolder folder) {
    this.child = child;
    this.port = port;
    this.folder = folder;
    this.family = child.family();
  }

  /** Starts it and returns when it is ready; it is ended with the folder at the latest. */
  public static Target start(WorkFolder folder, String name, ProcessBuilder command)
      throws IOException, InterruptedException {
    Child child = folder.start(name, command, ServiceCommand.READY);
    Target target = new Target(child, ServiceCommand.awaitPort(child), folder);
    return folder.own(target, child);
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** The process id of the service itself. */
  public long pid() {
    return child.pid();
  }

  /** Whether the service itself runs. */
  public boolean isAlive() {
    return child.isAlive();
  }

  /** Kills the service; its database goes on without it. */
  public void killService() throws InterruptedException {
    child.kill();
  }

  /** Kills the database: the postmaster first, so that it restarts nobody, then the others. */
  public void killDatabase() throws IOException {
    List<ProcessHandle> database =
        family.stream()
            .skip(1)
            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
            .distinct()
            .toList();
    database.forEach(ProcessHandle::destroyForcibly);
    Waiting.until(
        "the database ends", SOON, () -> database.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** Kills one connection of the database, upon which that restarts by itself. */
  public void killBackend(RandomGenerator random) {
    List<ProcessHandle> others =
        family.getFirst().children().flatMap(ProcessHandle::children).toList();
    if (!others.isEmpty()) {
      others.get(random.nextInt(others.size())).destroyForcibly();
    }
  }

  /** Kills everything at once: first what would stop the database in good order. */
  public void killAll() throws IOException, InterruptedException {
    family.stream().skip(1).filter(Target::isWatchdog).forEach(ProcessHandle::destroyForcibly);
    child.kill();
    killDatabase();
  }

  private static boolean isWatchdog(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("sh")).isPresent();
  }

  /** Stops it as an operator does. */
  public void stop() {
    child.close();
    folder.disown(this);
  }

  /** It was killed: nothing of it is left to be ended. */
  public void forget() {
    folder.disown(this);
  }

  @Override
  public void close() throws IOException {
    child.close();
    killDatabase();
  }
}
