package io.piecemeal.bootstrap.settings;

import io.piecemeal.application.access.FixedKeys;
import io.piecemeal.domain.access.Owner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads {@code PIECEMEAL_API_KEYS}: {@code owner=key} pairs, separated by commas. */
final class ApiKeysSetting {

  private ApiKeysSetting() {}

  static Settings.FixedApiKeys parse(String text) {
    Map<Owner, String> keys = new LinkedHashMap<>();
    if (!text.isBlank()) {
      for (String pair : text.split(",", -1)) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
          throw malformed();
        }
        String owner = pair.substring(0, equals).strip();
        String key = pair.substring(equals + 1).strip();
        if (isTurnedRound(owner, key) || keys.put(owner(owner), key) != null) {
          throw malformed();
        }
      }
    }
    return new Settings.FixedApiKeys(Set.copyOf(keys.keySet()), fixed(keys));
  }

  private static Owner owner(String text) {
    try {
      return new Owner(text);
    } catch (IllegalArgumentException e) {
      throw named(e);
    }
  }

  private static FixedKeys fixed(Map<Owner, String> keys) {
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
        "PIECEMEAL_API_KEYS has to look like alice=<key>,bob=<key> with one key per owner");
  }
}
