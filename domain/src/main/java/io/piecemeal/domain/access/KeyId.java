package io.piecemeal.domain.access;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The public half of an API key, fit to be shown and logged: 8 to 32 characters of {@code
 * [a-z0-9]}.
 */
public record KeyId(String value) {

  private static final Pattern SYNTAX = Pattern.compile("[a-z0-9]{8,32}");

  public KeyId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("a key id has 8 to 32 characters of [a-z0-9]");
    }
  }

  /** Reads what an operator typed; empty where it cannot be the id of any key. */
  public static Optional<KeyId> parse(String text) {
    return SYNTAX.matcher(text).matches() ? Optional.of(new KeyId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
