package io.piecemeal.chunk.codec;

import java.util.concurrent.atomic.AtomicLong;

/** All the memory that one scan needs for bytes of the body: 96 KiB. What is in it is left over. */
final class ScanBuffers {

  private final AtomicLong room;
  private final byte[] window;
  private final byte[] piece = new byte[Base64Text.PIECE];
  private final byte[] decoded = new byte[Base64Text.PIECE / Base64Text.GROUP * 3];

  /**
   * @param room how many bytes are left for text that waits for its encoding, in all scans together
   */
  ScanBuffers(AtomicLong room) {
    this(room, new byte[BodySource.CAPACITY]);
  }

  private ScanBuffers(AtomicLong room, byte[] window) {
    this.room = room;
    this.window = window;
  }

  /** For a text whose encoding is known, and that is no body: 28 KiB, without a window. */
  static ScanBuffers ofText() {
    return new ScanBuffers(new AtomicLong(), new byte[0]);
  }

  /** For {@link HeldText}. */
  AtomicLong room() {
    return room;
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
