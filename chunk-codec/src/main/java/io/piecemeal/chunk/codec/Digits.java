package io.piecemeal.chunk.codec;

import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Integers that are written as text. */
public final class Digits {

  /** Numbers that are written at more length are read as none. */
  static final int LONGEST = 64;

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

  /**
   * A whole number from 0 to 2<sup>63</sup>-1 as JSON may write it: {@code 5000000}, {@code
   * 5000000.0} and {@code 5e6} are one and the same. Empty for all else, also below {@code -}.
   */
  public static OptionalLong whole(String number) {
    if (ONLY.matcher(number).matches()) {
      return parse(number);
    }
    if (number.length() > LONGEST || number.startsWith("-")) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(new BigDecimal(number).longValueExact());
    } catch (ArithmeticException | NumberFormatException notWholeOrTooLarge) {
      return OptionalLong.empty();
    }
  }
}
