package io.piecemeal.adapters.tus;

import io.piecemeal.http.server.problem.RequestRejected;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CRC32C;

/** Bytes that have to have a checksum: their end is an error if they do not. */
final class CheckedStream extends FilterInputStream {

  /** The names of the protocol, and those of the JDK. */
  private static final Map<String, String> DIGESTS =
      Map.of("sha1", "SHA-1", "sha256", "SHA-256", "md5", "MD5");

  static final String ALGORITHMS = "sha1,sha256,crc32c,md5";

  private final Checksum checksum;
  private final byte[] expected;

  private CheckedStream(InputStream content, Checksum checksum, byte[] expected) {
    super(content);
    this.checksum = checksum;
    this.expected = expected;
  }

  /** The bytes do not have their checksum. */
  static final class MismatchException extends IOException {
    MismatchException() {
      super("the checksum is another one");
    }
  }

  /**
   * @param field the algorithm and, after a space, the checksum in Base64
   * @throws RequestRejected if the algorithm is not known, or the checksum is none
   */
  static CheckedStream of(InputStream content, String field) {
    String[] words = field.strip().split(" +", 2);
    if (words.length < 2) {
      throw Refused.badField(Tus.CHECKSUM, "it is 'algorithm base64'");
    }
    Checksum checksum = checksum(words[0]);
    try {
      return new CheckedStream(content, checksum, Base64.getDecoder().decode(words[1]));
    } catch (IllegalArgumentException _) {
      throw Refused.badField(Tus.CHECKSUM, "the checksum is not in Base64");
    }
  }

  private static Checksum checksum(String algorithm) {
    if (algorithm.equals("crc32c")) {
      return new Crc();
    }
    String digest = DIGESTS.get(algorithm);
    if (digest == null) {
      throw Refused.badField(Tus.CHECKSUM, "the algorithms are " + ALGORITHMS);
    }
    try {
      return new Digest(MessageDigest.getInstance(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + digest, e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    if (count >= 0) {
      checksum.update(buffer, offset, count);
    } else if (!Arrays.equals(checksum.value(), expected)) {
      throw new MismatchException();
    }
    return count;
  }

  private sealed interface Checksum {
    void update(byte[] buffer, int offset, int length);

    byte[] value();
  }

  private record Digest(MessageDigest digest) implements Checksum {
    @Override
    public void update(byte[] buffer, int offset, int length) {
      digest.update(buffer, offset, length);
    }

    @Override
    public byte[] value() {
      try {
        return ((MessageDigest) digest.clone()).digest();
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("every JDK's digests can be cloned", e);
      }
    }
  }

  private static final class Crc implements Checksum {
    private final CRC32C crc = new CRC32C();

    @Override
    public void update(byte[] buffer, int offset, int length) {
      crc.update(buffer, offset, length);
    }

    @Override
    public byte[] value() {
      return ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
    }
  }
}
