package io.piecemeal.harness.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Which process listens on a port of this machine, from {@code /proc}. */
public final class PortOwner {

  private static final String LISTENS = "0A";

  /** Columns of a line of {@code /proc/net/tcp}. */
  private static final int LOCAL = 1;

  private static final int STATE = 3;
  private static final int INODE = 9;

  private PortOwner() {}

  /**
   * Looks for it.
   *
   * @return its id, the lowest one where several share the port; empty if there is none, or one
   *     that this account may not look into
   */
  public static OptionalLong find(int port) throws IOException {
    Set<String> sockets = new HashSet<>();
    for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
      if (Files.exists(Path.of(table))) {
        try (Stream<String> lines = Files.lines(Path.of(table))) {
          lines
              .map(line -> line.strip().split(" +", -1))
              .filter(fields -> fields[STATE].equals(LISTENS))
              .filter(fields -> fields[LOCAL].endsWith(":%04X".formatted(port)))
              .forEach(fields -> sockets.add("socket:[" + fields[INODE] + "]"));
        }
      }
    }
    return ProcessHandle.allProcesses()
        .mapToLong(ProcessHandle::pid)
        .filter(pid -> holdsOneOf(sockets, pid))
        .min();
  }

  private static boolean holdsOneOf(Set<String> sockets, long pid) {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return open.anyMatch(descriptor -> sockets.contains(target(descriptor)));
    } catch (IOException | UncheckedIOException _) {
      // It has ended, or is another account's.
      return false;
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException _) {
      // It was closed meanwhile.
      return "";
    }
  }
}
