package io.piecemeal.http.server.netty;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import java.util.Optional;
import java.util.Set;

/** Which versions of HTTP are spoken. */
final class ProtocolVersions {

  private static final Set<HttpVersion> SPOKEN = Set.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);

  private ProtocolVersions() {}

  static Optional<Problem> supported(HttpRequest request) {
    return SPOKEN.contains(request.protocolVersion())
        ? Optional.empty()
        : Optional.of(
            Problem.of(ProblemKind.HTTP_VERSION_NOT_SUPPORTED, "Speak HTTP/1.1 or HTTP/1.0."));
  }
}
