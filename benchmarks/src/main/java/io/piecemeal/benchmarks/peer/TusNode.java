package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.subject.CommitCounter;
import io.piecemeal.benchmarks.subject.Leftovers;
import io.piecemeal.benchmarks.subject.MissingException;
import io.piecemeal.benchmarks.subject.RunningServer;
import io.piecemeal.benchmarks.subject.ServerProcess;
import io.piecemeal.benchmarks.subject.ServerSubject;
import io.piecemeal.benchmarks.subject.Subject;
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

/** {@code @tus/server} on Node: raw bytes by PATCH, made to sync each of them. */
public final class TusNode implements Subject.Starter {

  private static final Path SOURCE = Path.of("benchmarks/src/main/peers/tus-node");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "server.mjs");
  private static final Pattern READY = Pattern.compile("ready on port ([0-9]+)");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "tus-node";
  }

  @Override
  public Subject start(Workspace workspace) throws IOException, InterruptedException {
    Path program = program("node");
    Path folder = workspace.newFolder("tus-node");
    Path files = Files.createDirectory(folder.resolve("files"));
    install(workspace, folder);
    ProcessBuilder builder =
        new ProcessBuilder(program.toString(), "server.mjs", files.toString())
            .directory(folder.toFile());
    builder.environment().put("NODE_ENV", "production");
    Child child = workspace.start(name(), builder, READY);
    int port = Integer.parseInt(child.awaitReady(PATIENCE).group(1));
    return new ServerSubject(
        name(),
        new RunningServer(
            ServerProcess.of(child),
            port,
            BodyForm.RAW,
            (chunk, _) -> new TusTarget("/tus", chunk),
            Leftovers.in(files),
            CommitCounter.NONE),
        workspace);
  }

  private static void install(Workspace workspace, Path folder)
      throws IOException, InterruptedException {
    for (String file : FILES) {
      Files.copy(workspace.home().resolve(SOURCE).resolve(file), folder.resolve(file));
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
