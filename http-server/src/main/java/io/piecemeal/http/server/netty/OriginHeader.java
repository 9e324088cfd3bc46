package io.piecemeal.http.server.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.piecemeal.http.server.address.AllowedHosts;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which pages in a browser may call: those that are listed, and the service's own.
 *
 * <p>A page on a foreign name that resolves to this address (DNS rebinding) has an origin and a
 * {@code Host} that are equal; so these are compared only where the name is known to be ours. What
 * the browser itself says of the page ({@code Sec-Fetch-Site}) such a page cannot have: browsers
 * say it only over TLS and to their own machine.
 */
final class OriginHeader implements RequestCheck {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final String SITE = "Sec-Fetch-Site";
  private static final Pattern HTTP = Pattern.compile("^https?://", Pattern.CASE_INSENSITIVE);

  private final AllowedOrigins origins;
  private final AllowedHosts hosts;
  private final List<String> open;

  /**
   * @param origins those of the settings, and the one of the public URL
   * @param open how paths begin that pages of any origin may call: those that are a secret
   *     themselves, which a page knows or does not, wherever it comes from, and those that
   *     everybody may read
   */
  OriginHeader(AllowedOrigins origins, AllowedHosts hosts, List<String> open) {
    this.open = open;
    this.origins = origins;
    this.hosts = hosts;
  }

  @Override
  public Optional<Problem> problem(HttpRequest request) {
    HttpHeaders headers = request.headers();
    List<String> given = headers.getAll(HttpHeaderNames.ORIGIN);
    boolean served =
        given.isEmpty()
            || given.stream().allMatch(origins::contains)
            || (!CorsRule.isPreflight(request)
                && (isOwn(given, headers) || open.stream().anyMatch(request.uri()::startsWith)));
    return served ? Optional.empty() : Optional.of(foreign());
  }

  private boolean isOwn(List<String> given, HttpHeaders headers) {
    String host = headers.get(HttpHeaderNames.HOST, "");
    return given.size() == 1
        && ("same-origin".equals(headers.get(SITE)) || isOurs(given.getFirst(), host));
  }

  /** Whether the page was loaded from a name of ours, at the port that it calls now. */
  private boolean isOurs(String origin, String given) {
    String authority = HTTP.matcher(origin).replaceFirst("").toLowerCase(Locale.ROOT);
    String host = given.toLowerCase(Locale.ROOT);
    return HTTP.matcher(origin).lookingAt()
        && port(authority).equals(port(host))
        && (LOOPBACK.contains(name(authority))
            ? LOOPBACK.contains(name(host))
            : authority.equals(host) && hosts.lists(name(authority)));
  }

  private static String name(String authority) {
    return authority.substring(0, authority.length() - port(authority).length());
  }

  /** With its colon; empty where there is none. */
  private static String port(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.substring(colon) : "";
  }

  private static Problem foreign() {
    return Problem.of(
        ProblemKind.FOREIGN_ORIGIN,
        "Pages of this origin may not call this service. Its operator lists those that may in"
            + " PIECEMEAL_ALLOWED_ORIGINS, and names the address that its own pages have behind a"
            + " proxy in PIECEMEAL_PUBLIC_URL. What is no page in a browser sends no 'Origin'.");
  }
}
