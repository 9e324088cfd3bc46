package io.piecemeal.harness.proc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the threads of another JVM do, as evidence of why it hangs. */
final class ThreadDump {

  private ThreadDump() {}

  /** The dump, or why there is none: a program that is no JVM has none. */
  static String of(long pid) throws InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      return Programs.run(
          Path.of("."),
          Map.of(),
          List.of(jcmd.toString(), Long.toString(pid), "Thread.print", "-l"));
    } catch (IOException failure) {
      return "no thread dump: " + failure.getMessage();
    }
  }
}
