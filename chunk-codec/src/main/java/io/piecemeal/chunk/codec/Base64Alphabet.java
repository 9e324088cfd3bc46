package io.piecemeal.chunk.codec;

import java.util.Arrays;

/** The two alphabets of RFC 4648, which differ in their last two characters. */
final class Base64Alphabet {

  private static final String COMMON =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final Base64Alphabet STANDARD = new Base64Alphabet("+/");
  private static final Base64Alphabet URL = new Base64Alphabet("-_");

  private final byte[] values = new byte[256];

  private Base64Alphabet(String last) {
    Arrays.fill(values, (byte) -1);
    String characters = COMMON + last;
    for (int value = 0; value < characters.length(); value++) {
      values[characters.charAt(value)] = (byte) value;
    }
  }

  /** The alphabet of {@code base64} or {@code base64url}. */
  static Base64Alphabet of(Encoding encoding) {
    return encoding == Encoding.BASE64 ? STANDARD : URL;
  }

  /** By unsigned byte: the value of a character, -1 for all others. Not to be changed. */
  byte[] values() {
    return values;
  }

  /** Why a character that is not in this alphabet is refused. */
  TextFault faultOf(byte character) {
    Base64Alphabet other = this == STANDARD ? URL : STANDARD;
    if (other.values[character & 0xFF] >= 0) {
      return this == STANDARD ? TextFault.OF_BASE64URL : TextFault.OF_BASE64;
    }
    return character == ':' ? TextFault.DATA_URL : TextFault.NOT_BASE64;
  }

  /** Why a blank within a line is refused: only one alphabet has a character that turns into it. */
  TextFault faultOfBlank() {
    return this == STANDARD ? TextFault.BLANK_FOR_PLUS : TextFault.BLANK;
  }
}
