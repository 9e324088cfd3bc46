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
   * Reads the next block. Takes as much memory as there are bytes, about: what is sent is mostly
   * shorter than a chunk may be.
   *
   * @param most how many bytes; fewer are the end of the source
   * @param digest is updated
   */
  static Block read(InputStream source, int most, MessageDigest digest) throws IOException {
    byte[] bytes = new byte[(int) Math.min(most, (long) PIECE + source.available())];
    byte[] text = new byte[encoded(bytes.length)];
    int filled = 0;
    int written = 0;
    while (filled < most) {
      int wanted = Math.min(PIECE, most - filled);
      if (filled + wanted > bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(most, 2L * (filled + wanted)));
        text = Arrays.copyOf(text, encoded(bytes.length));
      }
      int read = source.readNBytes(bytes, filled, wanted);
      digest.update(bytes, filled, read);
      ByteBuffer more = BASE64.encode(ByteBuffer.wrap(bytes, filled, read));
      int length = more.remaining();
      more.get(text, written, length);
      written += length;
      filled += read;
      if (read < wanted) {
        break;
      }
    }
    return new Block(cut(bytes, filled), cut(text, written));
  }

  private static int encoded(int bytes) {
    return 4 * ((bytes + 2) / 3);
  }

  private static byte[] cut(byte[] array, int length) {
    return length == array.length ? array : Arrays.copyOf(array, length);
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
