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

  /** Reads a number; gives it if it is whole and 0 to 2^63-1, however it is written. */
  OptionalLong number() throws IOException {
    StringBuilder text = new StringBuilder();
    takes('-', text);
    if (!takes('0', text)) {
      digits(text);
    }
    if (takes('.', text)) {
      digits(text);
    }
    if (takes('e', text) || takes('E', text)) {
      if (!takes('-', text)) {
        takes('+', text);
      }
      digits(text);
    }
    return Digits.whole(text.toString());
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

  /** Reads at least one digit; no more than it takes to be too long are kept. */
  private void digits(StringBuilder text) throws IOException {
    if (!isDigit(source.peek())) {
      throw fault("a digit must stand here");
    }
    for (int digit = source.peek(); isDigit(digit); digit = source.peek()) {
      keep((char) digit, text);
      source.advance(1);
    }
  }

  private static boolean isDigit(int next) {
    return next >= '0' && next <= '9';
  }

  private boolean takes(char character, StringBuilder text) throws IOException {
    boolean taken = skip(character);
    if (taken) {
      keep(character, text);
    }
    return taken;
  }

  private static void keep(char character, StringBuilder text) {
    if (text.length() <= Digits.LONGEST) {
      text.append(character);
    }
  }

  private boolean skip(char character) throws IOException {
    if (source.peek() != character) {
      return false;
    }
    source.advance(1);
    return true;
  }
}
