package io.piecemeal.http.server.netty;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The origins of other pages that may call the service, and read its answers (CORS).
 *
 * @param origins scheme, host and, unless it is the scheme's own, port (RFC 6454), in lower case
 */
public record AllowedOrigins(Set<String> origins) {

  /** Also those of desktop programs and extensions, such as {@code app://piecemeal}. */
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?<origin>(?<scheme>[a-z][a-z0-9+.-]*)://[^/?#@\\s,*]+?)(?::(?<port>\\d{1,5}))?/?");

  /**
   * Takes origins over as an operator writes them: in any case, with a slash at the end or the port
   * that goes without saying.
   *
   * @throws IllegalArgumentException if one is none
   */
  public AllowedOrigins {
    origins = origins.stream().map(AllowedOrigins::normal).collect(Collectors.toUnmodifiableSet());
  }

  private static String normal(String given) {
    Matcher matcher = SYNTAX.matcher(given.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no origin such as https://app.example.com".formatted(given));
    }
    String port = matcher.group("port");
    boolean implied =
        switch (matcher.group("scheme")) {
          case "http" -> "80".equals(port);
          case "https" -> "443".equals(port);
          default -> false;
        };
    return matcher.group("origin") + (port == null || implied ? "" : ":" + port);
  }

  /** These and the one that pages at this URL have. */
  public AllowedOrigins with(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String own = "%s://%s%s".formatted(url.getScheme(), url.getHost(), port);
    return new AllowedOrigins(
        Stream.concat(origins.stream(), Stream.of(own)).collect(Collectors.toSet()));
  }

  boolean isEmpty() {
    return origins.isEmpty();
  }

  /** Whether this is one of them, as a browser sends it. */
  public boolean contains(String origin) {
    return origins.contains(origin.toLowerCase(Locale.ROOT));
  }
}
