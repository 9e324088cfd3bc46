package io.piecemeal.bootstrap.settings;

import io.piecemeal.adapters.s3.S3Location;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where files and database are: all that a command beside the service has to be told. */
public final class StoreOptions {

  static final String DATABASE_URL = "--database-url";
  private static final String DATA_DIR = "--data-dir";

  @Option(
      names = Sources.CONFIG,
      paramLabel = "FILE",
      description =
          "A file of settings, .yaml or .properties, named like the options without dashes before"
              + " them; the environment wins over it (PIECEMEAL_CONFIG, default none)")
  private String config = "";

  @Option(
      names = DATA_DIR,
      paramLabel = "DIR",
      defaultValue = "data",
      description =
          "Where files and the embedded database live (PIECEMEAL_DATA_DIR, default ./data)")
  private Path dataDirectory = Path.of("data");

  @Option(
      names = DATABASE_URL,
      paramLabel = "URL",
      description =
          "jdbc:postgresql://… of a PostgreSQL 14 or newer instead of the embedded one"
              + " (PIECEMEAL_DATABASE_URL; with PIECEMEAL_DATABASE_USER and"
              + " PIECEMEAL_DATABASE_PASSWORD, which are no options, since a command line is visible to everybody)")
  private Optional<String> databaseUrl = Optional.empty();

  @Mixin private final ObjectStoreOptions objects = new ObjectStoreOptions();

  /** The file of settings that is named here, and the environment. */
  public Sources sources(Map<String, String> environment) {
    return Sources.of(List.of(Sources.CONFIG + "=" + config), environment);
  }

  Path dataDirectory() {
    return dataDirectory.toAbsolutePath().normalize();
  }

  /** The bucket that chunks are in; empty if they are elsewhere. */
  Optional<S3Location> bucket() {
    return objects.location();
  }

  /** The address of a store that is not in the box; empty for the others. */
  Optional<URI> pluggedStore() {
    return objects.plugged();
  }

  /** Where jars of such stores are. */
  Optional<Path> plugins() {
    return objects.plugins();
  }

  /**
   * The external PostgreSQL; empty if the service runs one.
   *
   * @param values where user and password are
   */
  Optional<Settings.ExternalDatabase> database(Map<String, String> values) {
    String user = values.getOrDefault(SettingsOptions.DATABASE_USER, "");
    String password = values.getOrDefault(SettingsOptions.DATABASE_PASSWORD, "");
    String url = databaseUrl.orElse("");
    String name = Setting.name(DATABASE_URL);
    if (url.isBlank()) {
      if (!user.isBlank() || !password.isBlank()) {
        throw new IllegalArgumentException(
            "%s is not set, but user or password of a database are: set it, or unset %s and %s"
                .formatted(name, SettingsOptions.DATABASE_USER, SettingsOptions.DATABASE_PASSWORD));
      }
      return Optional.empty();
    }
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          name + " has to be like jdbc:postgresql://db.example.org/piecemeal");
    }
    return Optional.of(
        new Settings.ExternalDatabase(url, user.isBlank() ? "piecemeal" : user, password));
  }

  /** These options, as arguments. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of(DATA_DIR + "=" + dataDirectory));
    arguments.add(Sources.CONFIG + "=" + config);
    arguments.addAll(objects.arguments());
    databaseUrl.ifPresent(url -> arguments.add(DATABASE_URL + "=" + url));
    return arguments;
  }
}
