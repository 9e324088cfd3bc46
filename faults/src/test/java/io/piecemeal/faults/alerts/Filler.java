package io.piecemeal.faults.alerts;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes room on a disk. */
final class Filler implements AutoCloseable {

  private static final byte[] BLOCK = new byte[64 << 10];

  private final FileStore disk;
  private final OutputStream out;

  Filler(Path disk) throws IOException {
    this.disk = Files.getFileStore(disk);
    this.out = Files.newOutputStream(disk.resolve("filler"));
  }

  /** Takes so many bytes, or one block more. */
  synchronized void take(int bytes) throws IOException {
    for (int taken = 0; taken < bytes; taken += BLOCK.length) {
      out.write(BLOCK);
    }
  }

  /** Takes all but so many bytes, or one block more. */
  synchronized void leave(long bytes) throws IOException {
    while (disk.getUsableSpace() > bytes) {
      out.write(BLOCK);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}
