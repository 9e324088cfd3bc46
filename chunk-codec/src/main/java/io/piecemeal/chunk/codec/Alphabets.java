package io.piecemeal.chunk.codec;

import java.util.Arrays;

/** Tells characters by the encodings whose text they may be part of. */
final class Alphabets {

  /** Only base64 has it: '+' or '/'. */
  static final int STANDARD = 1;

  /** Only base64url has it: '-' or '_'. */
  static final int URL_SAFE = 2;

  /** A blank, which Base64 has only at the ends of a line. */
  static final int BLANK = 4;

  /** Neither Base64 nor hexadecimal text has it. */
  static final int FOREIGN = 8;

  /** No hexadecimal digit. */
  static final int NO_HEX_DIGIT = 16;

  private static final byte[] KINDS = new byte[256];

  static {
    Arrays.fill(KINDS, (byte) (FOREIGN | NO_HEX_DIGIT));
    for (char character = 0; character < 0x80; character++) {
      if (Character.isLetterOrDigit(character) || "=\r\n".indexOf(character) >= 0) {
        KINDS[character] = NO_HEX_DIGIT;
      }
      if (HexText.digit((byte) character) >= 0) {
        KINDS[character] = 0;
      }
    }
    set("+/", STANDARD);
    set("-_", URL_SAFE);
    set(" \t", BLANK);
  }

  private Alphabets() {}

  private static void set(String characters, int kind) {
    for (int at = 0; at < characters.length(); at++) {
      KINDS[characters.charAt(at)] = (byte) (kind | NO_HEX_DIGIT);
    }
  }

  /** All kinds that occur in this text. */
  static int kinds(byte[] text, int from, int to) {
    int kinds = 0;
    for (int at = from; at < to; at++) {
      kinds |= KINDS[text[at] & 0xFF];
    }
    return kinds;
  }

  /**
   * Whether nearly all groups of four are such as ASCII has in Base64, which has neither '+' nor
   * '/' but for few characters. Line ends are skipped.
   */
  static boolean isAsciiInBase64(byte[] text, int from, int to) {
    byte[] values = Base64Alphabet.of(Encoding.BASE64).values();
    int characters = 0;
    int unlike = 0;
    for (int at = from; at < to; at++) {
      int value = values[text[at] & 0xFF];
      if (value >= 0) {
        unlike += isBeyondAscii(value, characters & 3) ? 1 : 0;
        characters++;
      }
    }
    return characters > 0 && unlike * 40L <= characters;
  }

  /** Whether the highest bit of a byte is set, in the character of a group that it is in. */
  private static boolean isBeyondAscii(int value, int place) {
    return switch (place) {
      case 0 -> (value & 32) != 0;
      case 1 -> (value & 8) != 0;
      case 2 -> (value & 2) != 0;
      default -> false;
    };
  }

  /** Index of the first character that is of one of these kinds, or -1. */
  static int indexOf(int kinds, byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      if ((KINDS[text[at] & 0xFF] & kinds) != 0) {
        return at - from;
      }
    }
    return -1;
  }
}
