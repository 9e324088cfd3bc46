package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.proc.Programs;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server that is a class of this module, in a process of its own. */
record JavaPeer(Child child, int port) {

  private static final Pattern READY = Pattern.compile("ready on port ([0-9]+)");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Starts it with our launcher's options, but for heap and collector, which the JVM chooses. */
  static JavaPeer start(Workspace workspace, String name, Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Programs.java(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            ClassPath.ofPeers(),
            main.getName());
    Child child =
        workspace.start(
            name,
            new ProcessBuilder(Stream.concat(command.stream(), arguments.stream()).toList()),
            READY);
    return new JavaPeer(child, Integer.parseInt(child.awaitReady(PATIENCE).group(1)));
  }
}
