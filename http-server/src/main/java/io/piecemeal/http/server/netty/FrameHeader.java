package io.piecemeal.http.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * The header of the frame of HTTP/2 that is coming, which may come in pieces (RFC 9113 section
 * 4.1). What it says holds once it is complete, until the next one begins. For one thread at a
 * time.
 */
final class FrameHeader {

  private static final int SIZE = 9;

  private final byte[] bytes = new byte[SIZE];
  private int known;

  /** Takes as much of it as there is; says whether it is complete, so that the next may begin. */
  boolean read(ByteBuf from) {
    int more = Math.min(SIZE - known, from.readableBytes());
    from.readBytes(bytes, known, more);
    known += more;
    if (known < SIZE) {
      return false;
    }
    known = 0;
    return true;
  }

  /** Whether a part of it has come, and a part is missing. */
  boolean isBegun() {
    return known > 0;
  }

  /** The header as it came. */
  ByteBuf bytes() {
    return Unpooled.copiedBuffer(bytes);
  }

  /** How many bytes of payload the frame has. */
  int length() {
    return (bytes[0] & 0xff) << 16 | (bytes[1] & 0xff) << 8 | (bytes[2] & 0xff);
  }

  byte type() {
    return bytes[3];
  }

  /**
   * Whether a flag is set.
   *
   * @param flag one of {@link io.netty.handler.codec.http2.Http2Flags}
   */
  boolean has(int flag) {
    return (bytes[4] & flag) != 0;
  }

  int stream() {
    return (bytes[5] & 0x7f) << 24
        | (bytes[6] & 0xff) << 16
        | (bytes[7] & 0xff) << 8
        | (bytes[8] & 0xff);
  }
}
