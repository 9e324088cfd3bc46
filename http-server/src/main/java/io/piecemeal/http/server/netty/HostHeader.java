package io.piecemeal.http.server.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.piecemeal.http.server.address.AllowedHosts;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who is asked: exactly one host, and one that is served (RFC 9110 section 7.2). */
final class HostHeader implements RequestCheck {

  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?<name>[A-Za-z0-9._~!$&'()*+,;=%-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{0,5})?");

  private final AllowedHosts allowed;

  HostHeader(AllowedHosts allowed) {
    this.allowed = allowed;
  }

  @Override
  public Optional<Problem> problem(HttpRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    boolean optional = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    if (hosts.size() > 1 || (hosts.isEmpty() && !optional)) {
      return RequestCheck.badIf(true, "Send 'Host' once.");
    }
    // A target that names a host counts more than the header, which has to be well formed even so.
    return hosts.stream()
        .flatMap(host -> problem(host, RequestTarget.authority(request).isPresent()).stream())
        .findFirst()
        .or(() -> RequestTarget.authority(request).flatMap(host -> problem(host, false)));
  }

  private Optional<Problem> problem(String host, boolean overruled) {
    Matcher matcher = AUTHORITY.matcher(host);
    if (!matcher.matches()) {
      return RequestCheck.badIf(true, "The host is malformed.");
    }
    return overruled || allowed.contains(matcher.group("name"))
        ? Optional.empty()
        : Optional.of(Problem.of(ProblemKind.MISDIRECTED_REQUEST, "This host is not served here."));
  }
}
