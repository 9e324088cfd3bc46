package io.piecemeal.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * Bytes of a source that are sent as one chunk, if nothing breaks, and their Base64, which is made
 * while the block before is on its way.
 */
final class Block {

  /**
   * Bytes that are taken at once, a multiple of three. They are few enough that the calls for them
   * are soon compiled: only then the JVM digests and encodes with the processor's own instructions.
   */
  private static final int PIECE = 12 << 10;

  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private final byte[] bytes;
  private final byte[] text;

  private Block(byte[] bytes, byte[] text) {
    this.bytes = bytes;
    this.text = text;
  }

  static Block none() {
    return new Block(new byte[0], new byte[0]);
  }

  /**
   * Reads the next block.
   *
   * @param most how many bytes; fewer are the end of the source
   * @param digest is updated
   */
  static Block read(InputStream source, int most, MessageDigest digest) throws IOException {
    byte[] bytes = new byte[most];
    ByteBuffer text = ByteBuffer.allocate((most + 2) / 3 * 4);
    int filled = 0;
    while (filled < most) {
      int wanted = Math.min(PIECE, most - filled);
      int read = source.readNBytes(bytes, filled, wanted);
      digest.update(bytes, filled, read);
      text.put(BASE64.encode(ByteBuffer.wrap(bytes, filled, read)));
      filled += read;
      if (read < wanted) {
        break;
      }
    }
    return filled == most
        ? new Block(bytes, text.array())
        : new Block(Arrays.copyOf(bytes, filled), Arrays.copyOf(text.array(), text.position()));
  }

  int length() {
    return bytes.length;
  }

  /** The Base64 of all or some of it. */
  byte[] text(int start, int length) {
    return length == bytes.length
        ? text
        : BASE64.encode(Arrays.copyOfRange(bytes, start, start + length));
  }
}
