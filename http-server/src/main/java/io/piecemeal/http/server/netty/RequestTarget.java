package io.piecemeal.http.server.netty;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.piecemeal.http.server.problem.Problem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is asked for: a path, or a whole URI as proxies send it (RFC 9112 section 3.2). */
public final class RequestTarget {

  private static final Pattern ABSOLUTE =
      Pattern.compile("https?://([^/?]*+)(.*+)", Pattern.CASE_INSENSITIVE);
  private static final String PUNCTUATION = "-._~!$&'()*+,;=:@/?";

  private RequestTarget() {}

  static Optional<Problem> wellFormed(HttpRequest request) {
    Matcher absolute = ABSOLUTE.matcher(request.uri());
    String target = absolute.matches() ? absolute.group(2) : request.uri();
    boolean path = (absolute.matches() && target.isEmpty()) || target.startsWith("/");
    boolean server = request.method().equals(HttpMethod.OPTIONS) && target.equals("*");
    return RequestCheck.badIf(
        !server && !(path && isSpelledOut(target)),
        "The request target is not a path of percent-encoded ASCII.");
  }

  /** The path, decoded and without its query; of a target that is well-formed. */
  public static String path(HttpRequest request) {
    Matcher absolute = ABSOLUTE.matcher(request.uri());
    String target = absolute.matches() ? absolute.group(2) : request.uri();
    return new QueryStringDecoder(target).path();
  }

  /** The host of a target that names one. */
  static Optional<String> authority(HttpRequest request) {
    Matcher absolute = ABSOLUTE.matcher(request.uri());
    return absolute.matches() ? Optional.of(absolute.group(1)) : Optional.empty();
  }

  /** Path and query of RFC 3986. */
  private static boolean isSpelledOut(String target) {
    for (int at = 0; at < target.length(); at++) {
      char c = target.charAt(at);
      if (c == '%') {
        if (at + 2 >= target.length()
            || !isHex(target.charAt(at + 1))
            || !isHex(target.charAt(at + 2))) {
          return false;
        }
      } else if (!isAlphanumeric(c) && PUNCTUATION.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
