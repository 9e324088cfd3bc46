package io.piecemeal.chunk.codec;

/**
 * The whitespace of wrapped Base64: CR and LF anywhere, SP and TAB only at the beginning or end of
 * a line. A blank elsewhere may be a '+' that a decoder of forms turned into a space.
 */
final class Whitespace {

  private static final long NONE = -1;

  private boolean lineBegins = true;
  private long blank = NONE;

  /** Whether this character is skipped, for as long as the rest of its line does not object. */
  boolean skips(byte character, long position) {
    if (character == '\r' || character == '\n') {
      lineBegins = true;
      blank = NONE;
      return true;
    }
    if (character != ' ' && character != '\t') {
      return false;
    }
    if (!lineBegins && blank == NONE) {
      blank = position;
    }
    return true;
  }

  /** Whether blanks were skipped that must be the last of their line. */
  boolean mustEndLine() {
    return blank != NONE;
  }

  /** Position of the first blank that must be the last of its line. */
  long blank() {
    return blank;
  }

  /** Says that this line has characters other than blanks. */
  void lineGoesOn() {
    lineBegins = false;
  }
}
