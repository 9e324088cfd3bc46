package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Syncs with {@code fsync(2)}, which Linux also does for directories opened to be read. */
final class KernelSyncing implements Syncing {

  @Override
  public void file(FileChannel file) throws IOException {
    file.force(true);
  }

  @Override
  public void directory(Path directory) throws IOException {
    try (FileChannel channel = open(directory)) {
      channel.force(true);
    }
  }

  private static FileChannel open(Path directory) throws NotOpenedException {
    try {
      return FileChannel.open(directory, StandardOpenOption.READ);
    } catch (IOException e) {
      throw new NotOpenedException(e);
    }
  }
}
