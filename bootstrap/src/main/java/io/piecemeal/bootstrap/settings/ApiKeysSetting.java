package io.piecemeal.bootstrap.settings;

import io.piecemeal.application.access.FixedKeys;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code PIECEMEAL_API_KEYS}: {@code owner=key} pairs, separated by commas. The owner may be
 * followed by what the key is for: {@code owner:read+write=key}.
 */
final class ApiKeysSetting {

  private ApiKeysSetting() {}

  static Settings.FixedApiKeys parse(String text) {
    Map<Owner, FixedKeys.Given> keys = new LinkedHashMap<>();
    if (!text.isBlank()) {
      for (String pair : text.split(",", -1)) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
          throw malformed();
        }
        String whose = pair.substring(0, equals).strip();
        String key = pair.substring(equals + 1).strip();
        if (isTurnedRound(whose, key)) {
          throw malformed();
        }
        String[] parts = whose.split(":", 2);
        Set<Scope> scopes = parts.length == 1 ? Scope.OF_FILES : scopes(parts[1]);
        if (keys.put(owner(parts[0]), new FixedKeys.Given(key, scopes)) != null) {
          throw malformed();
        }
      }
    }
    return new Settings.FixedApiKeys(Set.copyOf(keys.keySet()), fixed(keys));
  }

  /** Without the text, as {@link #malformed}. */
  private static Set<Scope> scopes(String text) {
    try {
      return Scope.read(text.replace('+', ' '));
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  private static Owner owner(String text) {
    try {
      return new Owner(text);
    } catch (IllegalArgumentException e) {
      throw named(e);
    }
  }

  private static FixedKeys fixed(Map<Owner, FixedKeys.Given> keys) {
    try {
      return new FixedKeys(keys);
    } catch (IllegalArgumentException e) {
      throw named(e);
    }
  }

  /** Then the message about the short key would tell the long one, taking it for its owner. */
  private static boolean isTurnedRound(String owner, String key) {
    return key.length() < FixedKeys.MIN_LENGTH && owner.length() >= FixedKeys.MIN_LENGTH;
  }

  private static IllegalArgumentException named(IllegalArgumentException e) {
    return new IllegalArgumentException(SettingsOptions.API_KEYS + ": " + e.getMessage(), e);
  }

  /** Without the text: it holds secrets. */
  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "PIECEMEAL_API_KEYS has to look like alice=<key>,bob:read+write=<key> with one key per owner,"
            + " and the scopes read, write, delete and admin");
  }
}
