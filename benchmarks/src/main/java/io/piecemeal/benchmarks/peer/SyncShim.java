package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.subject.MissingException;
import io.piecemeal.benchmarks.subject.Regime;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.harness.proc.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A library that, preloaded, makes a program sync each file that it renames into place. */
final class SyncShim {

  private static final String SOURCE = "benchmarks/src/main/peers/sync-on-rename.c";

  private SyncShim() {}

  /**
   * Compiles it, if anything is to be synced, and says with which environment to start programs.
   */
  static Map<String, String> compile(Workspace workspace) throws IOException, InterruptedException {
    if (workspace.regime() == Regime.TMPFS) {
      return Map.of();
    }
    Path compiler =
        Programs.find("cc")
            .orElseThrow(
                () ->
                    new MissingException(
                        "no C compiler to make nginx sync what it writes: apt-get install gcc"));
    Path library = workspace.newFolder("shim").resolve("sync-on-rename.so");
    Programs.run(
        workspace.home(),
        Map.of(),
        List.of(
            compiler.toString(),
            "-O2",
            "-shared",
            "-fPIC",
            "-o",
            library.toString(),
            SOURCE,
            "-ldl"));
    return Map.of("LD_PRELOAD", library.toString());
  }
}
