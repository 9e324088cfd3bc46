package io.piecemeal.http.server.form;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A header's value with its parameters: {@code form-data; name="file"}. One character stands for
 * one byte. Within quotes {@code \"} is a quotation mark and {@code \\} a backslash; before any
 * other character a backslash stands for itself, as in {@code "C:\a"}.
 */
final class Parameters {

  private final String field;
  private final Map<String, String> values = new HashMap<>();
  private int position;

  private Parameters(String field) {
    this.field = field;
  }

  /** Empty if the field is malformed or has a parameter twice. */
  static Optional<Parameters> parse(String field) {
    Parameters parameters = new Parameters(field);
    parameters.position = parameters.endOf(parameters.position);
    boolean wellFormed = true;
    while (wellFormed && parameters.position < field.length()) {
      wellFormed = parameters.parseNext();
    }
    return wellFormed ? Optional.of(parameters) : Optional.empty();
  }

  /** What stands before the first parameter. */
  String value() {
    return field.substring(0, endOf(0)).strip();
  }

  /** The value of a parameter, if it is there. */
  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  private boolean parseNext() {
    skipBlanks();
    if (position == field.length()) {
      return true;
    }
    if (field.charAt(position++) != ';') {
      return false;
    }
    skipBlanks();
    int equals = field.indexOf('=', position);
    int end = endOf(position);
    if (equals < 0 || equals >= end) {
      // An empty parameter, as in "a; ; b=c", says nothing.
      boolean empty = position == end;
      position = end;
      return empty;
    }
    String name = field.substring(position, equals).toLowerCase(Locale.ROOT);
    position = equals + 1;
    Optional<String> value = isNext('"') ? quoted() : plain();
    return isToken(name) && value.isPresent() && values.put(name, value.get()) == null;
  }

  private Optional<String> quoted() {
    StringBuilder text = new StringBuilder();
    for (int i = position + 1; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '"') {
        position = i + 1;
        return Optional.of(text.toString());
      }
      if (c == '\\' && i + 1 < field.length() && isEscapable(field.charAt(i + 1))) {
        i++;
        c = field.charAt(i);
      }
      text.append(c);
    }
    return Optional.empty();
  }

  private static boolean isEscapable(char c) {
    return c == '"' || c == '\\';
  }

  /** Up to a blank, a semicolon or a quotation mark, whatever else is in it. */
  private Optional<String> plain() {
    int start = position;
    while (position < field.length() && " \t;\"".indexOf(field.charAt(position)) < 0) {
      position++;
    }
    return position == start ? Optional.empty() : Optional.of(field.substring(start, position));
  }

  private void skipBlanks() {
    while (isNext(' ') || isNext('\t')) {
      position++;
    }
  }

  private boolean isNext(char c) {
    return position < field.length() && field.charAt(position) == c;
  }

  private int endOf(int start) {
    int semicolon = field.indexOf(';', start);
    return semicolon < 0 ? field.length() : semicolon;
  }

  /** RFC 9110 section 5.6.2. */
  static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0);
  }
}
