package io.piecemeal.bootstrap.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The settings that hold secrets, or may: none is shown, and each can be in a file of its own,
 * which its name with {@code _FILE} behind it names.
 */
final class Secrets {

  static final List<String> NAMES =
      List.of(
          SettingsOptions.API_KEYS,
          SettingsOptions.DATABASE_PASSWORD,
          SettingsOptions.DATABASE_USER,
          WebhookOptions.KEY,
          Setting.variable(StoreOptions.DATABASE_URL));

  private static final Pattern IN_URL =
      Pattern.compile("(?i)((?:password|sslpassword)=)[^&]*|(//[^/@:]*:)[^/@]*(?=@)");
  private static final String HIDDEN = "***";

  private Secrets() {}

  /** The value of any setting, without what is secret in it. */
  static String shown(String variable, String value) {
    if (variable.equals(Setting.variable(StoreOptions.DATABASE_URL))) {
      return IN_URL.matcher(value).replaceAll("$1$2" + HIDDEN);
    }
    return NAMES.contains(variable) && !value.isEmpty() ? HIDDEN : value;
  }

  /** The variable that names the file of a secret. */
  static String file(String variable) {
    return variable + "_FILE";
  }

  /** Whether a variable names the file of a secret. */
  static boolean isFile(String variable) {
    return NAMES.stream().anyMatch(secret -> file(secret).equals(variable));
  }

  /**
   * The secret in a file, without the end of line behind it.
   *
   * @param name how the setting that names the file is called, for messages
   * @throws IllegalArgumentException if there is none
   */
  static String read(String name, Path file) {
    try {
      String secret = SettingsFile.text(file).replaceFirst("\\r?\\n\\z", "");
      if (secret.isBlank()) {
        throw new IllegalArgumentException(file + " is empty");
      }
      return secret;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }
}
