package io.piecemeal.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON (RFC 8259) as maps, lists, strings, booleans, null, {@link Long} for whole numbers that fit
 * and {@link Double} for others.
 */
public final class Json {

  /** The service's answers have four levels. */
  private static final int MAX_DEPTH = 64;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Reads one value.
   *
   * @throws IllegalArgumentException if the text is anything else, or nested too deeply
   */
  public static @Nullable Object read(String text) {
    Json json = new Json(text);
    Object value = json.value(0);
    json.skipBlanks();
    if (json.at < text.length()) {
      throw json.wrong("something behind the value");
    }
    return value;
  }

  /** The members of an object; of anything else, none. */
  static Map<String, @Nullable Object> members(@Nullable Object value) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> members.put(String.valueOf(name), member));
    }
    return members;
  }

  private @Nullable Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("nested too deeply");
    }
    skipBlanks();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    at++;
    skipBlanks();
    if (taken('}')) {
      return members;
    }
    do {
      skipBlanks();
      String name = string();
      skipBlanks();
      take(':');
      members.put(name, value(depth + 1));
      skipBlanks();
    } while (taken(','));
    take('}');
    return members;
  }

  private List<@Nullable Object> array(int depth) {
    List<@Nullable Object> elements = new ArrayList<>();
    at++;
    skipBlanks();
    if (taken(']')) {
      return elements;
    }
    do {
      elements.add(value(depth + 1));
      skipBlanks();
    } while (taken(','));
    take(']');
    return elements;
  }

  private String string() {
    take('"');
    StringBuilder string = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return string.toString();
      }
      if (c < ' ') {
        throw wrong("a control character in a string");
      }
      string.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        if (at + 4 > text.length()) {
          throw wrong("half an escape");
        }
        at += 4;
        try {
          yield (char) Integer.parseInt(text, at - 4, at, 16);
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException("not JSON: an escape at " + at, e);
        }
      }
      default -> throw wrong("an unknown escape");
    };
  }

  private Object number() {
    int start = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(start, at);
    try {
      return Long.valueOf(number);
    } catch (NumberFormatException whole) {
      try {
        return Double.valueOf(number);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("not JSON: no value at " + start, e);
      }
    }
  }

  private <T extends @Nullable Object> T word(String word, T meaning) {
    if (!text.startsWith(word, at)) {
      throw wrong("an unknown word");
    }
    at += word.length();
    return meaning;
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("it ends too early");
    }
    return text.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private boolean taken(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void take(char wanted) {
    if (!taken(wanted)) {
      throw wrong("'" + wanted + "' is missing");
    }
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("not JSON: %s at %d".formatted(what, at));
  }

  /** Writes a value of the kinds that are read. */
  public static String write(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case null -> out.append("null");
      case Map<?, ?> members -> {
        String separator = "";
        out.append('{');
        for (Map.Entry<?, ?> member : members.entrySet()) {
          out.append(separator);
          write(String.valueOf(member.getKey()), out);
          out.append(':');
          write(member.getValue(), out);
          separator = ",";
        }
        out.append('}');
      }
      case Collection<?> elements -> {
        String separator = "";
        out.append('[');
        for (Object element : elements) {
          out.append(separator);
          write(element, out);
          separator = ",";
        }
        out.append(']');
      }
      case Boolean truth -> out.append(truth);
      case Number number -> out.append(number);
      default -> quote(value.toString(), out);
    }
  }

  private static void quote(String string, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c) || c == 0x7f) {
        // A lone surrogate is no UTF-8: the service refuses it, with its own words.
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
