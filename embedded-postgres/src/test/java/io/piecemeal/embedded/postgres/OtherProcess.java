package io.piecemeal.embedded.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that runs the database of a directory until it is killed. */
final class OtherProcess implements AutoCloseable {

  private static final String READY = "ready ";

  private final Process process;
  private final BufferedReader output;

  private OtherProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static OtherProcess start(Path directory) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            OtherProcess.class.getName(),
            directory.toString());
    return new OtherProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** The process id of the server. */
  long awaitServer() throws IOException {
    String line = output.readLine();
    if (line == null || !line.startsWith(READY)) {
      throw new AssertionError("not ready: " + line);
    }
    return Long.parseLong(line.substring(READY.length()));
  }

  /** All that it prints, to its end. */
  String awaitOutput() {
    return String.join("\n", output.lines().toList());
  }

  void kill() {
    process.destroyForcibly().onExit().orTimeout(5, TimeUnit.MINUTES).join();
  }

  /** Also kills what would stop the server then: its other child. */
  void killWithWatchdog(long server) {
    process
        .children()
        .filter(child -> child.pid() != server)
        .forEach(ProcessHandle::destroyForcibly);
    kill();
  }

  @Override
  public void close() {
    kill();
  }

  /** Starts the database, commits a row, says so, and hangs. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      Sql.asOwner(postgres).execute("CREATE TABLE IF NOT EXISTS kept (word text)");
      Sql.asOwner(postgres).execute("INSERT INTO kept VALUES ('committed')");
      System.out.println(READY + serverOf(directory));
      System.in.read();
    }
  }

  static long serverOf(Path directory) throws IOException {
    return PidFile.of(directory.resolve("cluster/data")).pid().orElseThrow();
  }
}
