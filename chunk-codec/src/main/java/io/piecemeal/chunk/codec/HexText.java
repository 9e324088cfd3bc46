package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * RFC 4648 section 8, either case. CR and LF between two bytes are skipped: programs that print
 * hexadecimal digits break the lines.
 */
final class HexText implements TextDecoder {

  private static final byte[] DIGITS = new byte[256];
  private static final int NONE = -1;

  static {
    Arrays.fill(DIGITS, (byte) NONE);
    for (int unit = 0; unit < 0x80; unit++) {
      if (HexFormat.isHexDigit(unit)) {
        DIGITS[unit] = (byte) HexFormat.fromHexDigit(unit);
      }
    }
  }

  private final DecodedOutput output;
  private final byte[] decoded;
  private int filled;
  private int high = NONE;
  private long consumed;

  HexText(ScanBuffers buffers, DecodedOutput output) {
    this.decoded = buffers.decoded();
    this.output = output;
  }

  /** The value of a hexadecimal digit, or -1. */
  static int digit(byte unit) {
    return DIGITS[unit & 0xFF];
  }

  @Override
  public void decode(byte[] text, int from, int to) throws IOException {
    int at = from;
    while (at < to) {
      if (filled == decoded.length) {
        flush();
      }
      if (high == NONE) {
        at = decodePairs(text, at, Math.min(to, at + 2 * (decoded.length - filled)));
      }
      if (at < to && filled < decoded.length) {
        step(text[at], consumed + (at - from));
        at++;
      }
    }
    consumed += to - from;
  }

  @Override
  public int decodeUnseen(byte[] body, int from, int to) {
    return 0;
  }

  @Override
  public void finish() throws IOException {
    if (high != NONE) {
      throw fault(consumed, TextFault.HALF_BYTE);
    }
    flush();
  }

  /** Decodes up to the first pair that is cut off or wrong; gives its index. */
  private int decodePairs(byte[] text, int from, int to) {
    int at = from;
    for (; at < to - 1; at += 2) {
      int value = digit(text[at]) << 4 | digit(text[at + 1]);
      if (value < 0) {
        return at;
      }
      decoded[filled++] = (byte) value;
    }
    return at;
  }

  private void step(byte unit, long position) {
    int digit = digit(unit);
    if (high == NONE && (unit == '\r' || unit == '\n')) {
      return;
    }
    if (digit < 0) {
      throw fault(position, TextFault.NO_HEX_DIGIT);
    }
    if (high == NONE) {
      high = digit;
    } else {
      decoded[filled++] = (byte) (high << 4 | digit);
      high = NONE;
    }
  }

  private void flush() throws IOException {
    output.write(decoded, 0, filled);
    filled = 0;
  }

  private static ChunkBodyRejected fault(long position, TextFault fault) {
    return new ChunkBodyRejected(new ChunkBodyFault.InvalidData(Encoding.HEX, position, fault));
  }
}
