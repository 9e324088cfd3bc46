package io.piecemeal.chunk.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Strict decoding of a whole string at once, by counting. */
final class NaiveDecoding {

  private static final String LETTERS_AND_DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private static final Pattern BLANKS_WITHIN_A_LINE =
      Pattern.compile("(?<![ \t\r\n])(?<!^)[ \t]++(?![\r\n])(?!\\z)");

  private NaiveDecoding() {}

  static byte[] decode(String text, Encoding encoding) {
    return switch (encoding) {
      case BASE64 -> base64(text, LETTERS_AND_DIGITS + "+/", encoding, Base64.getDecoder());
      case BASE64URL -> base64(text, LETTERS_AND_DIGITS + "-_", encoding, Base64.getUrlDecoder());
      case HEX -> hex(text);
      case UTF8 -> text.getBytes(UTF_8);
    };
  }

  private static byte[] base64(
      String text, String alphabet, Encoding encoding, Base64.Decoder decoder) {
    int characters = 0;
    int padding = 0;
    int last = 0;
    Matcher inLine = BLANKS_WITHIN_A_LINE.matcher(text);
    int blank = inLine.find() ? inLine.start() : -1;
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      require(at != blank, encoding, at);
      if (" \t\r\n".indexOf(unit) >= 0) {
        continue;
      }
      if (unit == '=') {
        boolean expected = characters % 4 >= 2 && padding < 4 - characters % 4;
        require(expected && leavesNoBits(last, characters), encoding, at);
        padding++;
      } else {
        require(padding == 0 && alphabet.indexOf(unit) >= 0, encoding, at);
        last = alphabet.indexOf(unit);
        characters++;
      }
    }
    boolean mayEnd =
        switch (characters % 4) {
          case 0 -> true;
          case 1 -> false;
          default ->
              padding == 4 - characters % 4 || (padding == 0 && encoding == Encoding.BASE64URL);
        };
    require(mayEnd && leavesNoBits(last, characters), encoding, text.length());
    return decoder.decode(text.replaceAll("[ \t\r\n]", ""));
  }

  private static boolean leavesNoBits(int last, int characters) {
    return switch (characters % 4) {
      case 2 -> last % 16 == 0;
      case 3 -> last % 4 == 0;
      default -> true;
    };
  }

  private static byte[] hex(String text) {
    StringBuilder digits = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      boolean lineEnd = digits.length() % 2 == 0 && (unit == '\r' || unit == '\n');
      require(lineEnd || HexFormat.isHexDigit(unit), Encoding.HEX, at);
      if (!lineEnd) {
        digits.append(unit);
      }
    }
    require(digits.length() % 2 == 0, Encoding.HEX, text.length());
    return HexFormat.of().parseHex(digits);
  }

  private static void require(boolean valid, Encoding encoding, int position) {
    if (!valid) {
      throw new ChunkBodyRejected(
          new ChunkBodyFault.InvalidData(encoding, position, TextFault.NOT_BASE64));
    }
  }
}
