package io.piecemeal.http.server.netty;

import io.netty.buffer.ByteBuf;
import java.util.HexFormat;

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

  /**
   * Whether the bytes that were read from {@code from} on are the size line of the last chunk,
   * perhaps behind the end of the one before (section 7.1).
   */
  static boolean isLastChunk(ByteBuf bytes, int from) {
    int at = from;
    while (at < bytes.readerIndex() && endsLine(bytes.getByte(at))) {
      at++;
    }
    int size = at;
    while (at < bytes.readerIndex() && bytes.getByte(at) == '0') {
      at++;
    }
    return at > size && !HexFormat.isHexDigit(bytes.getByte(at));
  }

  private static boolean endsLine(byte character) {
    return character == '\r' || character == '\n';
  }

  private static boolean isControl(int character) {
    return character < ' ' || character == 0x7f;
  }

  private static boolean endsLine(int character, int at, int end) {
    return character == '\r' && at == end - 1;
  }
}
