package io.piecemeal.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings from {@code config.properties}: {@code url}, {@code key_command} and {@code key_file},
 * and the same behind {@code profile.NAME.} for those that {@code --profile NAME} chooses.
 */
record Profile(Optional<String> url, Optional<String> keyCommand, Optional<String> keyFile) {

  private static final Set<String> NAMES = Set.of("url", "key_command", "key_file");

  /**
   * Reads them.
   *
   * @param name empty for what is used where no profile is named
   * @throws SetupException if the profile is not there, or the file has a name that is not known
   */
  static Profile read(Path folder, Optional<String> name) {
    Path file = folder.resolve("config.properties");
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (NoSuchFileException none) {
      // There need not be one, unless a profile is asked for.
      properties.clear();
    } catch (IOException | IllegalArgumentException e) {
      throw new SetupException("cannot read " + file + ": " + e.getMessage(), e);
    }
    Set<String> profiles = new TreeSet<>();
    for (String key : properties.stringPropertyNames()) {
      String setting = key.replaceFirst("^profile\\.[^.]+\\.", "");
      if (!NAMES.contains(setting)) {
        // Its value is not told: it may be a key, at the wrong place.
        throw new SetupException(
            "%s: '%s' is not a setting; there are url, key_command and key_file"
                .formatted(file, key));
      }
      if (key.startsWith("profile.")) {
        profiles.add(key.substring("profile.".length(), key.length() - setting.length() - 1));
      }
    }
    if (name.isPresent() && !profiles.contains(name.get())) {
      throw new SetupException(
          "no profile '%s' in %s; there are: %s"
              .formatted(name.get(), file, String.join(", ", profiles)));
    }
    String prefix = name.map(text -> "profile." + text + ".").orElse("");
    return new Profile(
        value(properties, prefix + "url"),
        value(properties, prefix + "key_command"),
        value(properties, prefix + "key_file"));
  }

  private static Optional<String> value(Properties properties, String name) {
    return Optional.ofNullable(properties.getProperty(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }
}
