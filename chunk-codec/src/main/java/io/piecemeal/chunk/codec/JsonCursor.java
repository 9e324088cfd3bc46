package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.util.OptionalLong;

/** Reads the tokens of a JSON text besides its strings. */
final class JsonCursor {

  /** The values that are words. */
  enum Literal {
    TRUE("true"),
    FALSE("false"),
    NULL("null");

    private final String word;

    Literal(String word) {
      this.word = word;
    }
  }

  private static final long TOO_LARGE = -1;

  private final BodySource source;

  JsonCursor(BodySource source) {
    this.source = source;
  }

  /** Skips whitespace; gives the byte behind it, or -1 at the end of the body. */
  int peekToken() throws IOException {
    int next = source.peek();
    while (next == ' ' || next == '\n' || next == '\t' || next == '\r') {
      source.advance(1);
      next = source.peek();
    }
    return next;
  }

  /** Skips whitespace and, if it follows, the character; says whether it did. */
  boolean takes(char character) throws IOException {
    if (peekToken() != character) {
      return false;
    }
    source.advance(1);
    return true;
  }

  void expect(char character, String otherwise) throws IOException {
    if (!takes(character)) {
      throw fault(otherwise);
    }
  }

  Literal literal() throws IOException {
    for (Literal literal : Literal.values()) {
      if (source.peek() == literal.word.charAt(0)) {
        read(literal.word);
        return literal;
      }
    }
    throw fault("a value must stand here");
  }

  /** Reads a number; gives it if it is 0 to 2^63-1, written as digits only. */
  OptionalLong number() throws IOException {
    boolean digitsOnly = !skip('-');
    long value = integer();
    if (skip('.')) {
      digitsOnly = false;
      digits();
    }
    if (skip('e') || skip('E')) {
      digitsOnly = false;
      if (!skip('-')) {
        skip('+');
      }
      digits();
    }
    return digitsOnly && value != TOO_LARGE ? OptionalLong.of(value) : OptionalLong.empty();
  }

  ChunkBodyRejected fault(String reason) {
    return new ChunkBodyRejected(new ChunkBodyFault.InvalidJson(source.consumed(), reason));
  }

  private void read(String word) throws IOException {
    for (int at = 0; at < word.length(); at++) {
      if (!skip(word.charAt(at))) {
        throw fault("a value must be true, false, null, a number, a string, an object or an array");
      }
    }
  }

  private long integer() throws IOException {
    return skip('0') ? 0 : digits();
  }

  /** Reads at least one digit. */
  private long digits() throws IOException {
    int digit = source.peek() - '0';
    if (digit < 0 || digit > 9) {
      throw fault("a digit must stand here");
    }
    long value = 0;
    while (digit >= 0 && digit <= 9) {
      boolean fits = value != TOO_LARGE && value <= (Long.MAX_VALUE - digit) / 10;
      value = fits ? value * 10 + digit : TOO_LARGE;
      source.advance(1);
      digit = source.peek() - '0';
    }
    return value;
  }

  private boolean skip(char character) throws IOException {
    if (source.peek() != character) {
      return false;
    }
    source.advance(1);
    return true;
  }
}
