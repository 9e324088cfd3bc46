package io.piecemeal.domain.access;

import java.util.regex.Pattern;

/** What operators tell keys of one owner apart by: up to 64 printable characters of ASCII. */
public record KeyLabel(String value) {

  private static final Pattern SYNTAX = Pattern.compile("[ -~]{0,64}");

  public static final KeyLabel NONE = new KeyLabel("");

  public KeyLabel {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("a label has at most 64 printable characters of ASCII");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
