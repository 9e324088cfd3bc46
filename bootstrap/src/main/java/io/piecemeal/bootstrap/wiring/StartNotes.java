package io.piecemeal.bootstrap.wiring;

import io.piecemeal.bootstrap.settings.Setting;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.settings.StartFiles;
import io.piecemeal.bootstrap.settings.StartupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What would keep settings that are good in themselves from being of use now, to this user: another
 * user, or the same one when the service has ended, may find no fault. Looks only, and makes
 * nothing.
 */
public final class StartNotes {

  private static final String DATA_DIR = "--data-dir";

  private StartNotes() {}

  /** One line each, with the names of the settings. */
  public static List<String> of(Settings settings) {
    Settings.Server server = settings.server();
    return Stream.of(
            StartFiles.auditTrailProblem(settings),
            directory(settings.dataDirectory()),
            port("--port", server.host(), server.port()),
            server
                .management()
                .flatMap(own -> port("--management-port", own.address(), own.port())))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> directory(Path directory) {
    Path there = directory.toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      return note(DATA_DIR, there + " is no directory");
    }
    if (!Files.isWritable(there)) {
      return note(DATA_DIR, there + " cannot be written by this user");
    }
    if (!Files.exists(directory)) {
      return Optional.empty();
    }
    try {
      DataDirectory.requireOurs(directory);
      return Optional.empty();
    } catch (StartupException e) {
      return note(DATA_DIR, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return note(DATA_DIR, "%s cannot be checked: %s".formatted(directory, e));
    }
  }

  private static Optional<String> port(String option, String address, int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getByName(address))) {
      return Optional.empty();
    } catch (IOException e) {
      return note(
          option,
          "nothing more can listen on %s, port %d, now: the service may run, or another process (%s)"
              .formatted(address, port, e.getMessage()));
    }
  }

  private static Optional<String> note(String option, String what) {
    return Optional.of("%s: %s".formatted(Setting.name(option), what));
  }
}
