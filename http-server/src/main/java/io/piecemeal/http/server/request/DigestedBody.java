package io.piecemeal.http.server.request;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A body whose head states its digest: Content-Digest by SHA-256 (RFC 9530), or Content-MD5. If the
 * body has another one, reading fails: before the last bytes where the head states the length, else
 * at the end.
 */
public final class DigestedBody extends FilterInputStream {

  private static final String CONTENT_DIGEST = "Content-Digest";
  private static final String CONTENT_MD5 = "Content-MD5";
  private static final int MD5_BYTES = 16;

  /** By the name of the field that states it. */
  private final Map<String, Stated> stated;

  private final OptionalLong length;
  private long count;

  private record Stated(MessageDigest actual, ByteBuffer expected) {}

  private DigestedBody(InputStream content, Map<String, Stated> stated, OptionalLong length) {
    super(content);
    this.stated = stated;
    this.length = length;
  }

  /**
   * The same bytes, looked at while they are read where the head states a digest.
   *
   * @throws RequestRejected if it states what is no digest; its sender relies on it
   */
  public static InputStream of(HttpHeaders headers, InputStream content) {
    Map<String, Stated> stated = new LinkedHashMap<>();
    DigestField.read(headers, CONTENT_DIGEST)
        .ifPresent(
            digest ->
                stated.put(
                    CONTENT_DIGEST,
                    new Stated(digest("SHA-256"), ByteBuffer.wrap(digest.bytes()))));
    headers
        .findFirst(CONTENT_MD5)
        .ifPresent(text -> stated.put(CONTENT_MD5, new Stated(digest("MD5"), md5(text.strip()))));
    return stated.isEmpty() ? content : new DigestedBody(content, stated, headers.contentLength());
  }

  private static ByteBuffer md5(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (bytes.length == MD5_BYTES) {
        return ByteBuffer.wrap(bytes);
      }
    } catch (IllegalArgumentException _) {
      // Refused below, like one of another length.
    }
    throw new RequestRejected(
        Problem.of(
            ProblemKind.BAD_REQUEST,
            "The field Content-MD5 is refused: send the 16 bytes in Base64."));
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) throws IOException {
    int read = in.read(target, offset, wanted);
    if (read > 0) {
      stated.values().forEach(each -> each.actual.update(target, offset, read));
      count += read;
    }
    if (read < 0 || (read > 0 && count == length.orElse(-1))) {
      requireStated();
    }
    return read;
  }

  private void requireStated() {
    stated.forEach(
        (field, each) -> {
          if (!each.expected.equals(ByteBuffer.wrap(each.actual.digest()))) {
            throw new RequestRejected(
                Problem.of(
                    ProblemKind.BAD_REQUEST,
                    "The received bytes have another digest than %s states; the last of them were not stored."
                        .formatted(field)));
          }
        });
    stated.clear();
  }
}
