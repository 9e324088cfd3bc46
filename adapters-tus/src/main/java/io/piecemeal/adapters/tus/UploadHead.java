package io.piecemeal.adapters.tus;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.request.Trailers;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The fields of a request, read as the protocol has them.
 *
 * @param trailers those that follow its body
 */
record UploadHead(HttpHeaders headers, Trailers trailers) {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,19}");

  static UploadHead of(HttpRequest<?> request) {
    return new UploadHead(request.getHeaders(), Trailers.of(request));
  }

  /**
   * @throws RequestRejected with 412 if the request speaks another version, or does not say which
   */
  void requireVersion() {
    if (!headers.contains(Tus.RESUMABLE)) {
      throw otherVersion();
    }
    requireNoOtherVersion();
  }

  /**
   * For requests that change nothing, which also those may send who speak no version, as a browser
   * that opens an address.
   *
   * @throws RequestRejected with 412 if the request names another version
   */
  void requireNoOtherVersion() {
    if (!headers.getAll(Tus.RESUMABLE).stream().allMatch(Tus.VERSION::equals)) {
      throw otherVersion();
    }
  }

  private static RequestRejected otherVersion() {
    return Refusals.of(
        ProblemKind.PRECONDITION_FAILED,
        "Send the field Tus-Resumable: 1.0.0, which is the version that is spoken here.");
  }

  /** A number of bytes, if the field is there. */
  Optional<ByteCount> count(String name) {
    return text(name)
        .map(
            text -> {
              try {
                if (DIGITS.matcher(text).matches()) {
                  return new ByteCount(Long.parseLong(text));
                }
              } catch (NumberFormatException _) {
                // More than a number of bytes can be.
              }
              throw Refusals.badField(name, "it is not a number of bytes in decimal digits");
            });
  }

  /**
   * The field, if it is there.
   *
   * @throws RequestRejected with 400 if it is there with several values
   */
  Optional<String> text(String name) {
    List<String> values = texts(name);
    if (values.size() > 1) {
      throw Refusals.badField(name, "it is there several times with several values");
    }
    return values.stream().findFirst();
  }

  private List<String> texts(String name) {
    return headers.getAll(name).stream().map(String::strip).distinct().toList();
  }

  /** Whether the body counts only with the checksums that come with it, before or behind it. */
  boolean hasChecksum() {
    return headers.contains(Tus.CHECKSUM) || trailers.announce(Tus.CHECKSUM);
  }

  /**
   * The bytes, whose end is refused if they do not have each checksum that is said of them.
   *
   * @throws RequestRejected if one that the head has is of an unknown algorithm, or none
   */
  InputStream checked(InputStream content) {
    List<String> before = texts(Tus.CHECKSUM);
    if (trailers.announce(Tus.CHECKSUM)) {
      return CheckedStream.trailed(content, before, () -> trailers.all(Tus.CHECKSUM));
    }
    return before.isEmpty() ? content : CheckedStream.of(content, before);
  }

  /** How many bytes the body has, if that is said. */
  Optional<ByteCount> bodyLength() {
    return headers.contentLength().stream().mapToObj(ByteCount::new).findFirst();
  }

  /** Whether there is a body, as far as the head tells. */
  boolean hasBody() {
    return headers.contains(HttpHeaders.TRANSFER_ENCODING) || headers.contentLength().orElse(0) > 0;
  }

  /**
   * @throws RequestRejected with 415
   */
  void requireBytes() {
    String type = text(HttpHeaders.CONTENT_TYPE).orElse("");
    if (!type.equalsIgnoreCase(Tus.BYTES)) {
      throw Refusals.of(
          ProblemKind.UNSUPPORTED_MEDIA_TYPE, "Send the bytes as Content-Type: " + Tus.BYTES + ".");
    }
  }
}
