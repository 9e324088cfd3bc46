package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stops a server after this process has ended without doing so itself, be it by SIGKILL. A shell
 * waits for the end of a pipe that this process holds, which the kernel closes in any case.
 *
 * <p>Neither of the signals that a kernel sends by itself would do: the one for the death of a
 * parent comes as soon as the thread ends that started the server.
 */
final class Watchdog implements AutoCloseable {

  /** Its pipe closes when it is collected as garbage, so it must not be. */
  private static final Set<Watchdog> AT_WORK = ConcurrentHashMap.newKeySet();

  /**
   * The process id may have gone to another program, which is not to be harmed. First the server
   * rolls back, disconnects and writes a checkpoint; if that takes longer than half a minute, the
   * rest is left to recovery at the next start.
   */
  private static final String SCRIPT =
      """
      while read -r _; do :; done
      runs() { tr '\\0' '\\n' 2>/dev/null <"/proc/$1/cmdline" | grep -qxF -e "$2"; }
      runs "$1" "$2" && kill -s INT "$1"
      seconds=0
      while runs "$1" "$2" && [ $seconds -lt 60 ]; do
        sleep 1
        seconds=$((seconds + 1))
        [ $seconds -eq 30 ] && kill -s QUIT "$1"
      done
      [ -z "$3" ] || rmdir "$3"
      """;

  /** What was killed is gone at once, unless the machine has no time for it. */
  private static final Duration LAST_MOMENT = Duration.ofSeconds(10);

  private final Process process;

  private Watchdog(Process process) {
    this.process = process;
  }

  /**
   * Begins to watch.
   *
   * @param pid of the server
   */
  static Watchdog over(long pid, Path data, SocketFolder sockets, RunAs runAs, Path folder)
      throws IOException {
    List<String> command =
        runAs.command(
            Path.of("/bin/sh"),
            List.of(
                "-c",
                SCRIPT,
                "piecemeal-watchdog",
                Long.toString(pid),
                data.toString(),
                sockets.isTemporary() ? sockets.path().toString() : ""));
    ProcessBuilder builder = Programs.prepare(Programs.inItsOwnSession(command), folder);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Watchdog watchdog = new Watchdog(builder.start());
    AT_WORK.add(watchdog);
    return watchdog;
  }

  long pid() {
    return process.pid();
  }

  /** Ends it, since the server has ended, and waits until it is gone. */
  @Override
  public void close() {
    process.destroyForcibly();
    Waiting.until(() -> !process.isAlive(), LAST_MOMENT);
    AT_WORK.remove(this);
  }
}
