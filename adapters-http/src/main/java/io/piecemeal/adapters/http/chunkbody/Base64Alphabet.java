package io.piecemeal.adapters.http.chunkbody;

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
  String reasonAgainst(byte character) {
    Base64Alphabet other = this == STANDARD ? URL : STANDARD;
    if (other.values[character & 0xFF] >= 0) {
      return this == STANDARD
          ? "a character of web-safe Base64: add \"encoding\": \"base64url\""
          : "a character of the other Base64 alphabet: use \"encoding\": \"base64\"";
    }
    return character == ':'
        ? "not a character of the Base64 alphabet; of a data: URL, send what follows its comma"
        : "not a character of the Base64 alphabet";
  }

  /** Why a blank within a line is refused: only one alphabet has a character that turns into it. */
  String reasonAgainstBlank() {
    return this == STANDARD
        ? "a blank within a line; a '+' may have become a space"
        : "a blank within a line";
  }
}
