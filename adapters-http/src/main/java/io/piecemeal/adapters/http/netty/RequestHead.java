package io.piecemeal.adapters.http.netty;

import io.netty.buffer.ByteBuf;

/**
 * The grammar of a request's head that can only be checked on its bytes (RFC 9112 sections 3, 5.2).
 */
final class RequestHead {

  private static final int SEPARATORS = 2;

  private RequestHead() {}

  /** What is known of a request line. */
  enum Line {
    INCOMPLETE,
    WELL_FORMED,
    MALFORMED
  }

  /** Reads the empty lines that a careless client sends between requests (section 2.2). */
  static void skipEmptyLines(ByteBuf bytes) {
    while (bytes.readableBytes() > 1
        && bytes.getByte(bytes.readerIndex()) == '\r'
        && bytes.getByte(bytes.readerIndex() + 1) == '\n') {
      bytes.skipBytes(2);
    }
  }

  /** Checks the request line that is next: three parts with exactly one space between them. */
  static Line requestLine(ByteBuf bytes) {
    int start = bytes.readerIndex();
    int end = bytes.indexOf(start, bytes.writerIndex(), (byte) '\n');
    int seen = end < 0 ? bytes.writerIndex() : end;
    int separators = 0;
    int previous = ' ';
    for (int at = start; at < seen; at++) {
      int next = bytes.getByte(at) & 0xff;
      boolean misplaced =
          next == ' ' ? previous == ' ' : isControl(next) && !endsLine(next, at, seen);
      if (misplaced) {
        return Line.MALFORMED;
      }
      separators += next == ' ' ? 1 : 0;
      previous = next;
    }
    if (end < 0) {
      return Line.INCOMPLETE;
    }
    return separators == SEPARATORS ? Line.WELL_FORMED : Line.MALFORMED;
  }

  /** Whether a line of the head that is next continues the one before it. */
  static boolean hasFoldedLine(ByteBuf bytes) {
    int line = bytes.readerIndex();
    while (line < bytes.writerIndex()) {
      byte first = bytes.getByte(line);
      if (first == ' ' || first == '\t') {
        return true;
      }
      int end = bytes.indexOf(line, bytes.writerIndex(), (byte) '\n');
      boolean headEnds = first == '\r' || first == '\n';
      if (end < 0 || headEnds) {
        return false;
      }
      line = end + 1;
    }
    return false;
  }

  private static boolean isControl(int character) {
    return character < ' ' || character == 0x7f;
  }

  private static boolean endsLine(int character, int at, int end) {
    return character == '\r' && at == end - 1;
  }
}
