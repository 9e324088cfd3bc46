package io.piecemeal.chunk.codec;

/**
 * Strict Base64, one group of four characters after the other: only CR and LF are skipped, and SP
 * and TAB beside them or around the whole text; padding is complete or, in base64url, absent,
 * nothing follows it, and the bits that it leaves over are zero. Text may be cut anywhere.
 */
final class Base64Groups {

  /** Characters of a group. */
  static final int CHARACTERS = 4;

  /** Bytes that a group stands for. */
  static final int BYTES = 3;

  private enum Padding {
    NONE,
    ONE_MISSING,
    COMPLETE
  }

  private final Encoding encoding;
  private final Base64Alphabet alphabet;
  private final byte[] values;
  private final Whitespace whitespace = new Whitespace();
  private long consumed;
  private int bits;
  private int open;
  private Padding padding = Padding.NONE;
  private boolean metWhitespace;

  Base64Groups(Encoding encoding) {
    this.encoding = encoding;
    this.alphabet = Base64Alphabet.of(encoding);
    this.values = alphabet.values();
  }

  /** How many characters of a group have been decoded without its last. */
  int open() {
    return open;
  }

  /** Whether the next character may begin a group. */
  boolean canStart() {
    return open == 0 && padding == Padding.NONE && !whitespace.mustEndLine();
  }

  /** Whether the last call of {@link #decode} skipped whitespace. */
  boolean metWhitespace() {
    return metWhitespace;
  }

  /** Whether these characters are all in the alphabet and may follow what came so far. */
  boolean mayFollow(byte[] text, int from, int to) {
    int at = from;
    while (at < to && values[text[at] & 0xFF] >= 0) {
      at++;
    }
    return at == to && padding == Padding.NONE && !whitespace.mustEndLine();
  }

  /** Counts whole groups that were decoded elsewhere. */
  void skip(int characters) {
    consumed += characters;
    whitespace.lineGoesOn();
  }

  /**
   * Decodes into an array with room for the groups that these characters may complete.
   *
   * @return the index behind the last byte put there
   */
  int decode(byte[] text, int from, int to, byte[] into, int start) {
    metWhitespace = false;
    int filled = start;
    int at = from;
    while (at < to) {
      if (canStart()) {
        int next = decodeGroups(text, at, to, into, filled);
        filled += (next - at) / CHARACTERS * BYTES;
        if (next > at) {
          whitespace.lineGoesOn();
        }
        at = next;
      }
      if (at < to) {
        filled = step(text[at], consumed + (at - from), into, filled);
        at++;
      }
    }
    consumed += to - from;
    return filled;
  }

  /** Says that the text is complete; adds the bytes of a last group without padding. */
  int finish(byte[] into, int filled) {
    if (open == 1) {
      throw fault(consumed, TextFault.ENDS_IN_GROUP);
    }
    if (padding == Padding.ONE_MISSING || (open > 0 && encoding == Encoding.BASE64)) {
      throw fault(consumed, TextFault.ENDS_IN_PADDING);
    }
    return open > 0 ? closeShortGroup(consumed, into, filled) : filled;
  }

  private int decodeGroups(byte[] text, int from, int to, byte[] into, int start) {
    int filled = start;
    int at = from;
    for (; at <= to - CHARACTERS; at += CHARACTERS) {
      int group =
          values[text[at] & 0xFF] << 18
              | values[text[at + 1] & 0xFF] << 12
              | values[text[at + 2] & 0xFF] << 6
              | values[text[at + 3] & 0xFF];
      if (group < 0) {
        return at;
      }
      into[filled] = (byte) (group >> 16);
      into[filled + 1] = (byte) (group >> 8);
      into[filled + 2] = (byte) group;
      filled += BYTES;
    }
    return at;
  }

  private int step(byte character, long position, byte[] into, int filled) {
    if (whitespace.skips(character, position)) {
      metWhitespace = true;
      return filled;
    }
    if (whitespace.mustEndLine()) {
      throw fault(whitespace.blank(), alphabet.faultOfBlank());
    }
    whitespace.lineGoesOn();
    int value = values[character & 0xFF];
    if (value >= 0 && padding == Padding.NONE) {
      bits = bits << 6 | value;
      open++;
      return open == CHARACTERS ? close(into, filled) : filled;
    }
    if (character == '=') {
      return pad(position, into, filled);
    }
    throw fault(position, faultOf(character));
  }

  private int pad(long position, byte[] into, int filled) {
    if (open < 2) {
      throw fault(position, TextFault.MISPLACED_PADDING);
    }
    if (padding == Padding.NONE && open == 2) {
      refuseLeftOverBits(position);
      padding = Padding.ONE_MISSING;
      return filled;
    }
    padding = Padding.COMPLETE;
    return closeShortGroup(position, into, filled);
  }

  private int close(byte[] into, int filled) {
    into[filled] = (byte) (bits >> 16);
    into[filled + 1] = (byte) (bits >> 8);
    into[filled + 2] = (byte) bits;
    bits = 0;
    open = 0;
    return filled + BYTES;
  }

  private int closeShortGroup(long position, byte[] into, int filled) {
    refuseLeftOverBits(position);
    int bytes = open - 1;
    bits <<= 6 * (CHARACTERS - open);
    for (int index = 0; index < bytes; index++) {
      into[filled + index] = (byte) (bits >> (16 - Byte.SIZE * index));
    }
    open = 0;
    return filled + bytes;
  }

  private void refuseLeftOverBits(long position) {
    int unused = open == 2 ? 0xF : 0x3;
    if ((bits & unused) != 0) {
      throw fault(position, TextFault.LEFT_OVER_BITS);
    }
  }

  private TextFault faultOf(byte character) {
    if (padding == Padding.ONE_MISSING) {
      return TextFault.NO_SECOND_PADDING;
    }
    if (padding == Padding.COMPLETE) {
      return TextFault.BEHIND_PADDING;
    }
    return alphabet.faultOf(character);
  }

  private ChunkBodyRejected fault(long position, TextFault fault) {
    return new ChunkBodyRejected(new ChunkBodyFault.InvalidData(encoding, position, fault));
  }
}
