package io.piecemeal.chunk.codec;

/** Strict UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {

  /** Longest form of one character. */
  static final int LONGEST = 4;

  private Utf8() {}

  /** Number of bytes that stand for the character. */
  static int length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }

  /** Index behind the last of the whole characters beyond ASCII that stand here in a row. */
  static int runEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] < 0) {
      int length = formLength(bytes[at] & 0xFF);
      if (length > to - at || !isCharacter(bytes, at, length)) {
        return at;
      }
      at += length;
    }
    return at;
  }

  /** The character at this index, where a valid form begins. */
  static int decode(byte[] bytes, int at) {
    int lead = bytes[at];
    return switch (formLength(lead & 0xFF)) {
      case 2 -> (lead & 0x1F) << 6 | tail(bytes[at + 1]);
      case 3 -> (lead & 0xF) << 12 | tail(bytes[at + 1]) << 6 | tail(bytes[at + 2]);
      case 4 ->
          (lead & 0x7) << 18
              | tail(bytes[at + 1]) << 12
              | tail(bytes[at + 2]) << 6
              | tail(bytes[at + 3]);
      default -> lead;
    };
  }

  /** Number of UTF-16 units that begin in the first bytes of valid text. */
  static int units(byte[] bytes, int to) {
    int units = 0;
    for (int at = 0; at < to; at++) {
      int unit = bytes[at] & 0xFF;
      if (unit < 0x80 || unit >= 0xC0) {
        units += unit >= 0xF0 ? 2 : 1;
      }
    }
    return units;
  }

  /**
   * Puts the bytes of the character into an array that has room for them.
   *
   * @return the index behind the last of them
   */
  static int put(int codePoint, byte[] into, int at) {
    int length = length(codePoint);
    if (length == 1) {
      into[at] = (byte) codePoint;
      return at + 1;
    }
    int shift = 6 * (length - 1);
    into[at] = (byte) ((-0x100 >> length) | (codePoint >> shift));
    for (int next = at + 1; next < at + length; next++) {
      shift -= 6;
      into[next] = (byte) (0x80 | tail(codePoint >> shift));
    }
    return at + length;
  }

  /** The length that a lead byte announces; 1 for a byte that leads no longer form. */
  private static int formLength(int lead) {
    if (lead < 0xC2 || lead > 0xF4) {
      return 1;
    }
    if (lead < 0xE0) {
      return 2;
    }
    return lead < 0xF0 ? 3 : 4;
  }

  private static boolean isCharacter(byte[] bytes, int at, int length) {
    if (length == 1) {
      return false;
    }
    for (int index = at + 1; index < at + length; index++) {
      if ((bytes[index] & 0xC0) != 0x80) {
        return false;
      }
    }
    int second = bytes[at + 1] & 0xFF;
    return switch (bytes[at] & 0xFF) {
      case 0xE0 -> second >= 0xA0; // less is overlong
      case 0xED -> second < 0xA0; // more is a surrogate
      case 0xF0 -> second >= 0x90; // less is overlong
      case 0xF4 -> second < 0x90; // more is above U+10FFFF
      default -> true;
    };
  }

  private static int tail(int unit) {
    return unit & 0x3F;
  }
}
