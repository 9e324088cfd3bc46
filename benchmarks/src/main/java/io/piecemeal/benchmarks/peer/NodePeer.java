package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.subject.CommitCounter;
import io.piecemeal.benchmarks.subject.MissingException;
import io.piecemeal.benchmarks.subject.RunningServer;
import io.piecemeal.benchmarks.subject.ServerProcess;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.proc.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A tus server on Node, whose packages npm installs. */
final class NodePeer {

  private static final Path SOURCES = Path.of("benchmarks/src/main/peers");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "server.mjs");
  private static final Pattern READY = Pattern.compile("ready on port ([0-9]+)");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private NodePeer() {}

  /** Installs a peer in a folder and starts it there; the caller says what it leaves. */
  static RunningServer start(
      Workspace workspace,
      String name,
      Path folder,
      Map<String, String> environment,
      String... arguments)
      throws IOException, InterruptedException {
    Path program = program("node");
    install(workspace.home().resolve(SOURCES).resolve(name), folder);
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of(program.toString(), "server.mjs"), Stream.of(arguments))
                    .toList())
            .directory(folder.toFile());
    builder.environment().put("NODE_ENV", "production");
    builder.environment().putAll(environment);
    Child child = workspace.start(name, builder, READY);
    return new RunningServer(
        ServerProcess.of(child),
        Integer.parseInt(child.awaitReady(PATIENCE).group(1)),
        BodyForm.RAW,
        (chunk, _) -> new TusTarget("/tus", chunk),
        () -> {},
        CommitCounter.NONE);
  }

  private static void install(Path sources, Path folder) throws IOException, InterruptedException {
    for (String file : FILES) {
      Files.copy(sources.resolve(file), folder.resolve(file));
    }
    List<String> command =
        List.of(
            program("npm").toString(), "ci", "--omit=dev", "--ignore-scripts", "--prefer-offline");
    try {
      Programs.run(folder, Map.of(), command);
    } catch (IOException failure) {
      throw new MissingException(
          "its packages cannot be installed; npm needs a registry: " + failure.getMessage());
    }
  }

  private static Path program(String name) {
    return Programs.find(name)
        .orElseThrow(
            () -> new MissingException(name + " is not installed: apt-get install nodejs npm"));
  }
}
