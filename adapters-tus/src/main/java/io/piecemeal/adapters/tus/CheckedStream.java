package io.piecemeal.adapters.tus;

import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Bytes that have to have checksums: their end is an error if they do not have each of them. */
public final class CheckedStream extends FilterInputStream {

  /** The names of the protocol, and those of the JDK. */
  private static final Map<String, String> DIGESTS =
      Map.of("sha1", "SHA-1", "sha256", "SHA-256", "md5", "MD5");

  private static final List<String> KNOWN = List.of("sha1", "sha256", "crc32c", "md5");

  static final String ALGORITHMS = String.join(",", KNOWN);

  private final Map<String, Checksum> checksums;
  private final Expectation expectation;

  private CheckedStream(
      InputStream content, Map<String, Checksum> checksums, Expectation expectation) {
    super(content);
    this.checksums = checksums;
    this.expectation = expectation;
  }

  /** Says at the end of the bytes which checksums they have to have. */
  @FunctionalInterface
  private interface Expectation {
    List<Expected> get();
  }

  private record Expected(String algorithm, ByteBuffer value) {

    static Expected parse(String field) {
      String[] words = field.strip().split(" +", 2);
      if (words.length < 2) {
        throw Refusals.badField(Tus.CHECKSUM, "it is 'algorithm base64'");
      }
      if (!KNOWN.contains(words[0])) {
        throw Refusals.badField(Tus.CHECKSUM, "the algorithms are " + ALGORITHMS);
      }
      try {
        return new Expected(words[0], ByteBuffer.wrap(Base64.getDecoder().decode(words[1])));
      } catch (IllegalArgumentException _) {
        throw Refusals.badField(Tus.CHECKSUM, "the checksum is not in Base64");
      }
    }
  }

  /** The bytes do not have their checksum. A refusal, and no failure to read them. */
  public static final class MismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MismatchException() {
      super("the checksum is another one");
    }
  }

  /**
   * @param fields each the algorithm and, after a space, the checksum in Base64; the bytes have to
   *     have all of them
   * @throws RequestRejected if an algorithm is not known, or a checksum is none
   */
  static CheckedStream of(InputStream content, List<String> fields) {
    return of(expected(fields), content);
  }

  private static CheckedStream of(List<Expected> expected, InputStream content) {
    return new CheckedStream(
        content, checksums(expected.stream().map(Expected::algorithm)), () -> expected);
  }

  private static List<Expected> expected(List<String> fields) {
    return fields.stream().map(Expected::parse).toList();
  }

  private static Map<String, Checksum> checksums(Stream<String> algorithms) {
    return algorithms
        .distinct()
        .collect(Collectors.toMap(Function.identity(), CheckedStream::checksum));
  }

  /**
   * Bytes that a checksum follows. Only the checksum names its algorithm, so the stream computes
   * all of them. It refuses the end if no checksum came, or one of an unknown algorithm.
   *
   * @param before what the bytes have to have beside that
   * @throws RequestRejected as {@link #of(InputStream, List)}, for those before
   */
  static CheckedStream trailed(
      InputStream content, List<String> before, Supplier<List<String>> behind) {
    List<Expected> first = expected(before);
    return new CheckedStream(
        content,
        checksums(KNOWN.stream()),
        () -> Stream.concat(first.stream(), trailing(behind.get()).stream()).toList());
  }

  private static List<Expected> trailing(List<String> fields) {
    if (fields.isEmpty()) {
      throw Refusals.badField(Tus.CHECKSUM, "it was announced and is not behind the body");
    }
    return expected(fields);
  }

  /** Bytes with this digest. */
  public static CheckedStream of(InputStream content, Sha256 digest) {
    return of(List.of(new Expected("sha256", ByteBuffer.wrap(digest.bytes()))), content);
  }

  private static Checksum checksum(String algorithm) {
    if (algorithm.equals("crc32c")) {
      return new Crc();
    }
    try {
      return new Digest(MessageDigest.getInstance(DIGESTS.getOrDefault(algorithm, algorithm)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
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
      checksums.values().forEach(checksum -> checksum.update(buffer, offset, count));
    } else {
      expectation.get().forEach(this::requireExpected);
    }
    return count;
  }

  private void requireExpected(Expected expected) {
    Checksum checksum = Objects.requireNonNull(checksums.get(expected.algorithm()));
    if (!ByteBuffer.wrap(checksum.value()).equals(expected.value())) {
      throw new MismatchException();
    }
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
