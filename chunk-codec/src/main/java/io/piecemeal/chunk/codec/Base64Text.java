package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;

/**
 * RFC 4648 section 4 or 5. Whole pieces go to the JDK's vectorised decoder. What it refuses, and
 * the end of the text, goes through {@link Base64Groups}, which has the rules that the JDK lacks.
 */
final class Base64Text implements TextDecoder {

  /** Characters in one call of the JDK's decoder: longer pieces cost memory and gain little. */
  static final int PIECE = 16 * 1024;

  /** Characters that make a group of three bytes. */
  static final int GROUP = Base64Groups.CHARACTERS;

  /** Shorter text does not repay a call of the JDK's decoder, which always takes a whole piece. */
  private static final int SHORTEST = 1024;

  private final Base64.Decoder decoder;
  private final Base64Groups groups;
  private final DecodedOutput output;
  private final byte[] piece;
  private final byte[] decoded;
  private int filled;

  /** Text with whitespace in it goes on having some, and each refusal costs an exception. */
  private boolean hasWhitespace;

  private boolean unseenRefused;

  Base64Text(Encoding encoding, ScanBuffers buffers, DecodedOutput output) {
    this.piece = buffers.piece();
    this.decoded = buffers.decoded();
    this.decoder = encoding == Encoding.BASE64 ? Base64.getDecoder() : Base64.getUrlDecoder();
    this.groups = new Base64Groups(encoding);
    this.output = output;
  }

  @Override
  public void decode(byte[] text, int from, int to) throws IOException {
    int at = from;
    while (at < to) {
      // The last group may hold padding.
      int whole = hasWhitespace ? 0 : decodeWhole(text, at, Math.min(PIECE, to - GROUP - at));
      at += whole;
      if (whole == 0) {
        int end = Math.min(to, at + (hasWhitespace ? PIECE - GROUP : stride()));
        decodeSlowly(text, at, end);
        at = end;
      }
    }
  }

  @Override
  public int decodeUnseen(byte[] body, int from, int to) throws IOException {
    int at = from + closeGroup(body, from);
    while (to - at >= PIECE && !unseenRefused) {
      int whole = decodeWhole(body, at, PIECE);
      unseenRefused = whole == 0;
      at += whole;
    }
    return at - from;
  }

  @Override
  public void finish() throws IOException {
    flushFor(Base64Groups.BYTES);
    filled = groups.finish(decoded, filled);
    flush();
  }

  /** Characters to the next point from which whole pieces can be decoded. */
  private int stride() {
    return groups.open() == 0 ? PIECE - GROUP : GROUP - groups.open();
  }

  /** Decodes the rest of a group that is open if it is plain; gives its number of characters. */
  private int closeGroup(byte[] body, int from) throws IOException {
    int missing = groups.open() == 0 ? 0 : GROUP - groups.open();
    if (!groups.mayFollow(body, from, from + missing)) {
      unseenRefused = true;
      return 0;
    }
    decodeSlowly(body, from, from + missing);
    return missing;
  }

  /** Decodes whole groups of the alphabet, or nothing; gives the number of characters. */
  private int decodeWhole(byte[] text, int from, int available) throws IOException {
    int length = available - available % GROUP;
    if (length < SHORTEST || !groups.canStart()) {
      return 0;
    }
    System.arraycopy(text, from, piece, 0, length);
    Arrays.fill(piece, length, PIECE, (byte) 'A');
    flush();
    try {
      if (decoder.decode(piece, decoded) < decoded.length) {
        return 0;
      }
    } catch (IllegalArgumentException refused) {
      return 0;
    }
    groups.skip(length);
    filled = length / GROUP * Base64Groups.BYTES;
    return length;
  }

  private void decodeSlowly(byte[] text, int from, int to) throws IOException {
    flushFor((to - from + GROUP - 1) / GROUP * Base64Groups.BYTES);
    filled = groups.decode(text, from, to, decoded, filled);
    hasWhitespace = groups.metWhitespace();
  }

  private void flushFor(int bytes) throws IOException {
    if (filled + bytes > decoded.length) {
      flush();
    }
  }

  private void flush() throws IOException {
    output.write(decoded, 0, filled);
    filled = 0;
  }
}
