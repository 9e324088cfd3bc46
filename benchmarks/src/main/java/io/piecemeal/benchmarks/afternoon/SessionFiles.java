package io.piecemeal.benchmarks.afternoon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One file for each session. */
record SessionFiles(Path folder) {

  /**
   * Appends as one would first write it, and then syncs, which is all that was added for fairness.
   */
  void append(String id, byte[] data) throws IOException {
    Path file = folder.resolve(id);
    Files.write(file, data, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
