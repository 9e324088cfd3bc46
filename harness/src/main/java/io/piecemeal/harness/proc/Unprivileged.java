package io.piecemeal.harness.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs that refuse the rights of root: root starts them as the account that PostgreSQL's
 * package makes, everybody else as they are.
 */
public record Unprivileged(List<String> prefix) {

  private static final String ACCOUNT = "postgres";

  /** Copies the list. */
  public Unprivileged {
    prefix = List.copyOf(prefix);
  }

  /** As what this process may start them. */
  public static Unprivileged ofThisProcess() {
    return new Unprivileged(
        isRoot()
            ? List.of("setpriv", "--reuid=" + ACCOUNT, "--regid=" + ACCOUNT, "--init-groups")
            : List.of());
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** A command that works in a folder of its own. */
  public ProcessBuilder command(Path folder, String... program) throws IOException {
    give(folder);
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(program));
    return new ProcessBuilder(command).directory(folder.toFile());
  }

  /** Lets them pass through a folder on the way to their own. */
  public void letThrough(Path folder) throws IOException {
    if (!prefix.isEmpty()) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }
  }

  /** Makes a file or folder theirs. */
  public void give(Path folder) throws IOException {
    if (!prefix.isEmpty()) {
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(ACCOUNT));
    }
  }
}
