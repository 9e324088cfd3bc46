package io.piecemeal.chunk.codec;

import java.io.IOException;

/** Reads JSON strings from behind their opening quote. */
final class JsonString {

  private static final int SHORT_ESCAPE = 2;
  private static final int UNICODE_ESCAPE = 6;
  private static final String UNENDED = "the body ends inside a string";

  private final BodySource source;

  JsonString(BodySource source) {
    this.source = source;
  }

  /** Reads a whole string. */
  void read(StringText text) throws IOException {
    while (!readSome(text)) {
      // readSome waits for more of the body
    }
  }

  /** Reads to the closing quote or the end of the bytes at hand; says whether it was the quote. */
  boolean readSome(StringText text) throws IOException {
    if (source.require(1) == 0) {
      throw fault(UNENDED);
    }
    while (source.position() < source.limit()) {
      switch (source.bytes()[source.position()]) {
        case '"' -> {
          source.advance(1);
          return true;
        }
        case '\\' -> escape(text);
        default -> readUnescaped(text);
      }
    }
    return false;
  }

  private void readUnescaped(StringText text) throws IOException {
    byte[] bytes = source.bytes();
    int from = source.position();
    int end = PlainRun.end(bytes, from, source.limit());
    if (end == from) {
      readBeyondAscii(text);
      return;
    }
    source.advance(end - from);
    text.append(bytes, from, end);
  }

  private void readBeyondAscii(StringText text) throws IOException {
    int available = source.require(Utf8.LONGEST);
    int from = source.position();
    byte[] bytes = source.bytes();
    if (bytes[from] >= 0) {
      throw fault("control characters must be escaped");
    }
    int end = Utf8.runEnd(bytes, from, from + available);
    if (end == from) {
      throw fault("not UTF-8");
    }
    source.advance(end - from);
    text.append(bytes, from, end);
  }

  private void escape(StringText text) throws IOException {
    need(SHORT_ESCAPE);
    byte kind = source.bytes()[source.position() + 1];
    if (kind == 'u') {
      unicodeEscape(text);
      return;
    }
    int character =
        switch (kind) {
          case '"', '\\', '/' -> kind;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> throw fault("not an escape that JSON has");
        };
    source.advance(SHORT_ESCAPE);
    text.append(character);
  }

  private void unicodeEscape(StringText text) throws IOException {
    char unit = (char) hexDigits();
    if (Character.isLowSurrogate(unit) || (Character.isHighSurrogate(unit) && !isEscapeNext())) {
      text.appendLone(unit, fault("a surrogate without its other half"));
      source.advance(UNICODE_ESCAPE);
      return;
    }
    source.advance(UNICODE_ESCAPE);
    if (!Character.isHighSurrogate(unit)) {
      text.append(unit);
      return;
    }
    char low = (char) hexDigits();
    if (Character.isLowSurrogate(low)) {
      source.advance(UNICODE_ESCAPE);
      text.append(Character.toCodePoint(unit, low));
    } else {
      text.appendLone(unit, fault("a surrogate's other half must follow it"));
    }
  }

  /** Whether another Unicode escape follows the one at the position. */
  private boolean isEscapeNext() throws IOException {
    need(UNICODE_ESCAPE + SHORT_ESCAPE);
    int next = source.position() + UNICODE_ESCAPE;
    return source.bytes()[next] == '\\' && source.bytes()[next + 1] == 'u';
  }

  private int hexDigits() throws IOException {
    need(UNICODE_ESCAPE);
    byte[] bytes = source.bytes();
    int from = source.position() + SHORT_ESCAPE;
    int value =
        HexText.digit(bytes[from]) << 12
            | HexText.digit(bytes[from + 1]) << 8
            | HexText.digit(bytes[from + 2]) << 4
            | HexText.digit(bytes[from + 3]);
    if (value < 0) {
      throw fault("four hexadecimal digits must follow \\u");
    }
    return value;
  }

  private void need(int count) throws IOException {
    int available = source.require(count);
    if (available < count) {
      source.advance(available);
      throw fault(UNENDED);
    }
  }

  private ChunkBodyRejected fault(String reason) {
    return new ChunkBodyRejected(new ChunkBodyFault.InvalidJson(source.consumed(), reason));
  }
}
