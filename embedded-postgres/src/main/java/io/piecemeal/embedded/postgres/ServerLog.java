package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Takes what a server prints to a file of bounded size, and remembers the end of it. */
final class ServerLog {

  private static final int REMEMBERED_BYTES = 8 * 1024;
  private static final int REMEMBERED_LINES = 20;

  private final RotatingFile file;
  private byte[] end = {};

  private ServerLog(RotatingFile file) {
    this.file = file;
  }

  /** Starts a new file; the one of the last run is kept beside it. */
  static ServerLog begin(Path path) throws IOException {
    RotatingFile file = new RotatingFile(path);
    file.rotate();
    return new ServerLog(file);
  }

  /** Takes the output of one more server, in the background, up to its end. */
  synchronized Thread drain(InputStream output) {
    end = new byte[0];
    return Thread.ofPlatform().daemon().name("embedded-postgres-log").start(() -> copy(output));
  }

  /** The last lines of the latest server. */
  synchronized String tail() {
    List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
    return String.join(
        "\n", lines.subList(Math.max(0, lines.size() - REMEMBERED_LINES), lines.size()));
  }

  private void copy(InputStream output) {
    byte[] buffer = new byte[REMEMBERED_BYTES];
    try (output;
        file) {
      for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
        remember(buffer, count);
        write(buffer, count);
      }
    } catch (IOException failure) {
      remember(failure);
    }
  }

  /** A full disk must not stop the draining: the server would block on its next line. */
  private void write(byte[] buffer, int count) {
    try {
      file.write(buffer, count);
    } catch (IOException failure) {
      remember(failure);
    }
  }

  private void remember(IOException failure) {
    byte[] line =
        ("The log file was not written: " + failure + "\n").getBytes(StandardCharsets.UTF_8);
    remember(line, line.length);
  }

  private synchronized void remember(byte[] buffer, int count) {
    byte[] all = Arrays.copyOf(end, end.length + count);
    System.arraycopy(buffer, 0, all, end.length, count);
    end = Arrays.copyOfRange(all, Math.max(0, all.length - REMEMBERED_BYTES), all.length);
  }
}
