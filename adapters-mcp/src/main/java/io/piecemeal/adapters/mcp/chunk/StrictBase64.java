package io.piecemeal.adapters.mcp.chunk;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 as in RFC 4648 section 4, strictly: padded, without bits behind the last byte, and with
 * nothing else in between than CR and LF, and SP and TAB at the beginning or end of a line. The JDK
 * decodes; what it is too kind about is looked at here.
 */
final class StrictBase64 {

  /** Characters that are decoded at a time: whole quanta of four. */
  private static final int BLOCK = 8192;

  private static final int QUANTUM = 4;

  private final String text;
  private final byte[] block = new byte[BLOCK];
  private int filled;
  private int padding;

  StrictBase64(String text) {
    this.text = text;
  }

  void writeTo(OutputStream sink) throws IOException {
    int last = 0;
    for (int at = 0; at < text.length(); at++) {
      char next = text.charAt(at);
      if (isLineEnd(next)) {
        continue;
      }
      if (isBlank(next)) {
        at = endOfBlanks(at) - 1;
        continue;
      }
      take(next, at);
      last = at;
      if (filled == BLOCK) {
        flush(sink, last);
      }
    }
    if (filled % QUANTUM != 0) {
      throw rejected("it ends within a group of four; pad it with '='", text.length());
    }
    if (filled > 0) {
      flush(sink, last);
    }
  }

  /**
   * Index behind the blanks that begin here, which stand at the beginning or end of their line. A
   * caller's form decoder may have made blanks of what was '+'.
   */
  private int endOfBlanks(int from) {
    int to = from;
    while (to < text.length() && isBlank(text.charAt(to))) {
      to++;
    }
    boolean beginsLine = from == 0 || isLineEnd(text.charAt(from - 1));
    boolean endsLine = to == text.length() || isLineEnd(text.charAt(to));
    if (!beginsLine && !endsLine) {
      throw rejected("there is a blank within a line (a '+' may have become a space)", from);
    }
    return to;
  }

  private void take(char next, int at) {
    if (next == '=') {
      padding++;
      if (filled % QUANTUM < 2 || padding > 2) {
        throw rejected("a '=' is out of place", at);
      }
    } else if (padding > 0) {
      throw rejected("something follows the padding", at);
    } else if (!isOfAlphabet(next)) {
      throw rejected(
          next == '-' || next == '_' ? "'-' and '_' are of base64url" : "a character is not Base64",
          at);
    }
    block[filled++] = (byte) next;
  }

  private void flush(OutputStream sink, int last) throws IOException {
    byte[] encoded = Arrays.copyOf(block, filled);
    byte[] decoded = Base64.getDecoder().decode(encoded);
    if (padding > 0 && !Arrays.equals(tail(encoded), Base64.getEncoder().encode(rest(decoded)))) {
      throw rejected("there are bits behind the last byte", last - padding);
    }
    sink.write(decoded);
    filled = 0;
  }

  private static byte[] tail(byte[] encoded) {
    return Arrays.copyOfRange(encoded, encoded.length - QUANTUM, encoded.length);
  }

  /** The one or two bytes of the padded quantum. */
  private byte[] rest(byte[] decoded) {
    return Arrays.copyOfRange(decoded, decoded.length - (3 - padding), decoded.length);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isLineEnd(char c) {
    return c == '\r' || c == '\n';
  }

  private static boolean isOfAlphabet(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/';
  }

  private static ArgumentRejected rejected(String reason, int position) {
    return ArgumentRejected.badData("data", "base64", reason, position);
  }
}
