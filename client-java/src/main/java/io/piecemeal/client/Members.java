package io.piecemeal.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members that answers have to have. */
final class Members {

  private Members() {}

  static String text(Map<String, @Nullable Object> members, String name) {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no text " + name);
  }

  static long number(Map<String, @Nullable Object> members, String name) {
    if (members.get(name) instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException("no number " + name);
  }
}
