package io.piecemeal.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds the key: never on the command line, which other users of the machine can read. */
final class ApiKey {

  private static final int MAX_BYTES = 16 * 1024;
  private static final int PATIENCE_SECONDS = 60;

  private ApiKey() {}

  /**
   * The key of a profile that was named, else that of the environment, else that of the file of
   * settings.
   *
   * @throws SetupException if there is none, or the command that should tell it fails
   */
  static String find(Profile profile, boolean profileNamed, Map<String, String> environment) {
    Optional<String> fromEnvironment =
        value(environment, "PIECEMEAL_KEY")
            .or(() -> value(environment, "PIECEMEAL_KEY_FILE").map(ApiKey::read));
    Optional<String> fromProfile =
        profile.keyCommand().map(ApiKey::run).or(() -> profile.keyFile().map(ApiKey::read));
    Optional<String> key =
        profileNamed
            ? fromProfile.or(() -> fromEnvironment)
            : fromEnvironment.or(() -> fromProfile);
    return key.map(String::strip)
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () ->
                new SetupException(
                    "no API key: set PIECEMEAL_KEY, or PIECEMEAL_KEY_FILE, or key_command in config.properties"));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  private static String read(String file) {
    try (InputStream stream = Files.newInputStream(Path.of(file))) {
      return new String(stream.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SetupException("cannot read the key's file " + file, e);
    }
  }

  /** The first line that a command of the user's own says; what it asks goes to the terminal. */
  private static String run(String command) {
    try {
      Process process =
          new ProcessBuilder("/bin/sh", "-c", command)
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.INHERIT)
              .start();
      try (InputStream output = process.getInputStream()) {
        String said = new String(output.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
          throw new SetupException("key_command failed: " + command);
        }
        return said.lines().findFirst().orElse("");
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw new SetupException("key_command cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupException("interrupted", e);
    }
  }
}
