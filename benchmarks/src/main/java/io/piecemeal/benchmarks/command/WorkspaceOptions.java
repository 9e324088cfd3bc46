package io.piecemeal.benchmarks.command;

import io.piecemeal.benchmarks.subject.Regime;
import io.piecemeal.benchmarks.subject.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the servers keep their files. */
final class WorkspaceOptions {

  private static final Path MEMORY = Path.of("/dev/shm");

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description =
          "Where servers keep their files, each in a fresh directory (default benchmarks/target/work)")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--tmpfs",
      description =
          "The other regime: files in /dev/shm and commits that are not awaited, for the software's"
              + " own cost")
  private boolean tmpfs;

  Workspace create() throws IOException {
    Path home = home();
    Path parent = folder.orElse(tmpfs ? MEMORY : home.resolve("benchmarks/target/work"));
    Workspace workspace = Workspace.create(home, parent, regime());
    workspace.closeAtExit();
    return workspace;
  }

  /** What the names of results end in, so that the regimes are never mixed. */
  String suffix() {
    return tmpfs ? "-tmpfs" : "";
  }

  private Regime regime() {
    return tmpfs ? Regime.TMPFS : Regime.SYNCED;
  }

  /** The root of the checkout, as the launcher says. */
  static Path home() {
    return Path.of(System.getProperty("piecemeal.home", "")).toAbsolutePath();
  }
}
