package io.piecemeal.chunk.codec;

/** What can be wrong with a text that stands for bytes. */
public enum TextFault {
  /** Neither alphabet of Base64 has the character. */
  NOT_BASE64("not a character of the Base64 alphabet"),
  /** The text begins like a {@code data:} URL. */
  DATA_URL("not a character of the Base64 alphabet; of a data: URL, send what follows its comma"),
  /** Only the alphabet of {@link Encoding#BASE64URL} has the character. */
  OF_BASE64URL("a character of web-safe Base64: add \"encoding\": \"base64url\""),
  /** Only the alphabet of {@link Encoding#BASE64} has the character. */
  OF_BASE64("a character of the other Base64 alphabet: use \"encoding\": \"base64\""),
  /** A blank stands within a line, in an alphabet with a character that may have become one. */
  BLANK_FOR_PLUS("a blank within a line; a '+' may have become a space"),
  /** A blank stands within a line. */
  BLANK("a blank within a line"),
  /** A padding character stands where none belongs. */
  MISPLACED_PADDING("padding where none belongs"),
  /** Something else stands where the second padding character belongs. */
  NO_SECOND_PADDING("the second padding character must stand here"),
  /** Something stands behind the padding. */
  BEHIND_PADDING("nothing but whitespace may follow the padding"),
  /** The character before the position has bits that belong to no byte. */
  LEFT_OVER_BITS("the bits that the last byte leaves over are not zero"),
  /** The text ends with the first character of a group. */
  ENDS_IN_GROUP("the text ends one character into a group of four"),
  /** The text ends without its padding, or within it. */
  ENDS_IN_PADDING("the text ends before its padding is complete"),
  /** The character is no hexadecimal digit. */
  NO_HEX_DIGIT("not a hexadecimal digit"),
  /** The text ends with the first digit of a byte. */
  HALF_BYTE("the last byte has only one digit"),
  /** A surrogate stands alone, so that the text has no form in UTF-8. */
  LONE_SURROGATE("a surrogate without its other half");

  private final String reason;

  TextFault(String reason) {
    this.reason = reason;
  }

  /** Why a chunk body with such a text is refused. */
  public String reason() {
    return reason;
  }
}
