package io.piecemeal.e2e.badinput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a process of this machine has received on a connection and not read yet, as Linux tells it.
 *
 * @param port of that process
 * @param peer of the other side
 */
record ReceiveQueue(int port, int peer) {

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  private static final int QUEUES = 4;

  /** False also while the connection is not in the tables. */
  boolean isEmpty() throws IOException {
    for (Path table : TABLES) {
      try (Stream<String> lines = Files.lines(table)) {
        if (lines.anyMatch(this::isThisAndEmpty)) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@code sl local_address rem_address st tx_queue:rx_queue …}, all in hexadecimal. */
  private boolean isThisAndEmpty(String line) {
    String[] fields = line.strip().split(" +", QUEUES + 2);
    return fields.length > QUEUES
        && fields[1].endsWith(hex(port))
        && fields[2].endsWith(hex(peer))
        && fields[QUEUES].endsWith(":00000000");
  }

  private static String hex(int port) {
    return String.format(Locale.ROOT, ":%04X", port);
  }
}
