package io.piecemeal.chunk.codec;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Integers that are written as text. */
public final class Digits {

  private static final Pattern ONLY = Pattern.compile("[0-9]+");

  private Digits() {}

  /** An integer from 0 to 2<sup>63</sup>-1, written as ASCII digits only; empty for all else. */
  public static OptionalLong parse(String text) {
    if (!ONLY.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }
}
