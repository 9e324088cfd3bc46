package io.piecemeal.chunk.codec;

/** All the memory that one scan needs for bytes of the body: 48 KiB. What is in it is left over. */
final class ScanBuffers {

  private final byte[] window;
  private final byte[] piece = new byte[Base64Text.PIECE];
  private final byte[] decoded = new byte[Base64Text.PIECE / Base64Text.GROUP * 3];

  ScanBuffers() {
    this(new byte[BodySource.CAPACITY]);
  }

  private ScanBuffers(byte[] window) {
    this.window = window;
  }

  /** For a text whose encoding is known, and that is no body: 28 KiB, without a window. */
  static ScanBuffers ofText() {
    return new ScanBuffers(new byte[0]);
  }

  /** For {@link BodySource}. */
  byte[] window() {
    return window;
  }

  /** For one call of the JDK's Base64 decoder, which takes and fills whole arrays. */
  byte[] piece() {
    return piece;
  }

  /** For the bytes that a piece, or as many of another encoding, decode to. */
  byte[] decoded() {
    return decoded;
  }
}
