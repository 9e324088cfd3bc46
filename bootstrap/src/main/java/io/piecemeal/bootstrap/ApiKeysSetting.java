package io.piecemeal.bootstrap;

import io.piecemeal.application.service.FixedKeys;
import io.piecemeal.domain.Owner;
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
        Owner owner = new Owner(pair.substring(0, equals).strip());
        if (keys.put(owner, pair.substring(equals + 1).strip()) != null) {
          throw malformed();
        }
      }
    }
    return new Settings.FixedApiKeys(Set.copyOf(keys.keySet()), new FixedKeys(keys));
  }

  /** Without the text: it holds secrets. */
  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "PIECEMEAL_API_KEYS has to look like alice=<key>,bob=<key> with one key per owner");
  }
}
