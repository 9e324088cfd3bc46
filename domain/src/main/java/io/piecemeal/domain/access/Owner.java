package io.piecemeal.domain.access;

import java.util.regex.Pattern;

/**
 * Whom files and keys belong to: 1 to 64 characters of {@code [A-Za-z0-9._-]}. Nobody sees what
 * another owner has.
 */
public record Owner(String value) {

  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public Owner {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("an owner has 1 to 64 characters of [A-Za-z0-9._-]");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
