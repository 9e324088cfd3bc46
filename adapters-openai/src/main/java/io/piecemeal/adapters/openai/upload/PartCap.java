package io.piecemeal.adapters.openai.upload;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.http.server.guard.BoundedBody;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.InputStream;

/** The most bytes that a part may have: what OpenAI's API says. */
final class PartCap {

  private static final ByteCount MOST = new ByteCount(64L << 20);

  /** Room for boundaries and headers of the form. */
  private static final long OVERHEAD = 64L << 10;

  private PartCap() {}

  /** Bytes of a part. Reading one too many is refused. */
  static InputStream bounded(InputStream content) {
    return new BoundedBody(content, MOST, PartCap::tooLarge);
  }

  /** Refuses a form that says to be too long, before anything of it is read. */
  static void require(HttpHeaders headers) {
    if (headers.contentLength().orElse(0) > MOST.value() + OVERHEAD) {
      throw tooLarge();
    }
  }

  private static RequestRejected tooLarge() {
    return new RequestRejected(
        Problem.of(
                ProblemKind.BODY_TOO_LARGE,
                "A part has at most %s bytes; send the file in more of them.".formatted(MOST))
            .with("max_body_bytes", MOST.value()));
  }
}
