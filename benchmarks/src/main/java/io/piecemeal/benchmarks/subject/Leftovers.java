package io.piecemeal.benchmarks.subject;

import io.piecemeal.harness.work.Folders;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The bytes of chunks that a server has kept after a turn. They are removed behind its back, so
 * that no server pays for removals in another one's turn.
 */
@FunctionalInterface
public interface Leftovers {

  /** Removes them. */
  void remove() throws IOException;

  /** All files in a folder and below. */
  static Leftovers in(Path folder) {
    return () -> Folders.empty(folder);
  }
}
