package io.piecemeal.adapters.http.ticket;

import io.piecemeal.application.port.in.RedeemTicket.Extent;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of its file the body of a PUT is: what the Content-Range says (RFC 9110 section 14.5,
 * which is what {@code curl -C} sends), or all that is missing where there is none.
 *
 * @param total how large the whole file is, where the range says it
 * @param extent whether the body reaches to the end of the file
 */
record SentRange(
    Optional<ByteCount> start,
    Optional<ByteCount> length,
    Optional<ByteCount> total,
    Extent extent) {

  private static final Pattern SYNTAX =
      Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\\*)");

  /**
   * Reads the headers of a request.
   *
   * @throws RequestRejected if they contradict each other, or the range is malformed
   */
  static SentRange of(Optional<String> contentRange, OptionalLong contentLength) {
    Optional<ByteCount> length =
        contentLength.isPresent()
            ? Optional.of(new ByteCount(contentLength.getAsLong()))
            : Optional.empty();
    return contentRange
        .map(header -> parse(header, length))
        .orElseGet(
            () -> new SentRange(Optional.empty(), length, Optional.empty(), Extent.ALL_THE_REST));
  }

  private static SentRange parse(String header, Optional<ByteCount> contentLength) {
    Matcher matcher = SYNTAX.matcher(header.strip());
    if (!matcher.matches()) {
      throw malformed("as in 'Content-Range: bytes 0-4095/65536'");
    }
    long first = Long.parseLong(matcher.group(1));
    long end = Long.parseLong(matcher.group(2)) + 1;
    boolean open = matcher.group(3).equals("*");
    long total = open ? Long.MAX_VALUE : Long.parseLong(matcher.group(3));
    if (end <= first || end > total) {
      throw malformed("with a last byte from the first one on and within the total");
    }
    ByteCount length = new ByteCount(end - first);
    if (!contentLength.orElse(length).equals(length)) {
      throw malformed("of as many bytes as the body has");
    }
    return new SentRange(
        Optional.of(new ByteCount(first)),
        Optional.of(length),
        open ? Optional.empty() : Optional.of(new ByteCount(total)),
        end == total ? Extent.ALL_THE_REST : Extent.MORE_WILL_FOLLOW);
  }

  private static RequestRejected malformed(String how) {
    return new RequestRejected(
        Problem.of(ProblemKind.BAD_REQUEST, "Send 'Content-Range' %s.".formatted(how)));
  }
}
