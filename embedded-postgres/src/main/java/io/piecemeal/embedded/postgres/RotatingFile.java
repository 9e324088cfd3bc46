package io.piecemeal.embedded.postgres;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file that is put aside when it is large; one earlier file is kept. For one thread. */
final class RotatingFile implements Closeable {

  private static final long LIMIT = 10L * 1024 * 1024;

  private final Path path;
  private @Nullable FileChannel channel;

  RotatingFile(Path path) {
    this.path = path;
  }

  /** Begins a new file. */
  void rotate() throws IOException {
    close();
    if (Files.exists(path)) {
      Files.move(
          path,
          path.resolveSibling(path.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  void write(byte[] buffer, int count) throws IOException {
    FileChannel open = opened();
    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
    while (bytes.hasRemaining()) {
      open.write(bytes);
    }
    if (open.size() > LIMIT) {
      rotate();
    }
  }

  private FileChannel opened() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      open =
          FileChannel.open(
              path,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
              Modes.OWNER_ONLY_FILE);
      channel = open;
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
