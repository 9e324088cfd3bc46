package io.piecemeal.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code piecemeal serve} as a process of its own, as an operator runs it. */
final class ServiceProcess implements AutoCloseable {

  private static final String READY = "Piecemeal is ready on ";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Process process;
  private final Path errors;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private List<ProcessHandle> family = List.of();

  private ServiceProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /** Starts it and returns when it says that it is ready. */
  static ServiceProcess start(Path dataDirectory, Map<String, String> environment, String... more)
      throws Exception {
    Path errors = Files.createTempFile(dataDirectory.getParent(), "stderr", ".log");
    CommandProcess command = CommandProcess.serve(dataDirectory, environment, more);
    Process process = command.builder().redirectError(errors.toFile()).start();
    ServiceProcess service = new ServiceProcess(process, errors);
    Thread.ofVirtual().start(service::readOutput);
    try {
      Await.until(
          "ready, or ended: " + errors, PATIENCE, () -> service.isReady() || !process.isAlive());
      if (!service.isReady()) {
        throw new AssertionError("ended before it was ready: " + service.errors());
      }
    } catch (Throwable failure) {
      service.close();
      throw failure;
    }
    service.family = process.descendants().toList();
    return service;
  }

  private void readOutput() {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(output::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isReady() {
    return output.stream().anyMatch(line -> line.startsWith(READY));
  }

  /** What it printed. */
  String output() {
    return String.join("\n", output);
  }

  /** What it logged. */
  String errors() throws IOException {
    return Files.readString(errors);
  }

  String baseUrl() {
    return output.stream()
        .filter(line -> line.startsWith(READY))
        .map(line -> line.substring(READY.length()).split(" ", 2)[0])
        .collect(Collectors.joining());
  }

  int port() {
    return URI.create(baseUrl()).getPort();
  }

  Caller caller(String key) {
    return new Caller(baseUrl(), key);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The processes that it had started when it became ready. */
  List<ProcessHandle> family() {
    return family;
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL, for it alone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still running");
    }
    return process.exitValue();
  }

  /** Ends it, and what it left behind. */
  @Override
  public void close() {
    terminate();
    try {
      process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
      family.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
