package io.piecemeal.adapters.mcp.guard;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which pages in a browser may call. A page on somebody else's name that resolves to this address
 * (DNS rebinding) has an origin of its own, and a {@code Host} that equals it; so an origin is
 * never compared with {@code Host}, only with what is listed and with this machine's own names.
 *
 * @param origins scheme, host and, unless it is the scheme's own, port (RFC 6454), in lower case
 */
public record AllowedOrigins(Set<String> origins) {

  /** Only pages that the service itself might have served, on this machine. */
  public static final AllowedOrigins LOOPBACK = new AllowedOrigins(Set.of());

  private static final Pattern SYNTAX = Pattern.compile("https?://[^/?#@\\s,]+");
  private static final List<String> LOOPBACK_NAMES = List.of("127.0.0.1", "localhost", "[::1]");
  private static final int HTTP_PORT = 80;

  public AllowedOrigins {
    origins =
        origins.stream()
            .map(origin -> origin.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    for (String origin : origins) {
      if (!SYNTAX.matcher(origin).matches()) {
        throw new IllegalArgumentException(
            "'%s' is no origin such as https://app.example.com".formatted(origin));
      }
    }
  }

  /** These and the one that pages at this URL have. */
  public AllowedOrigins with(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String own = "%s://%s%s".formatted(url.getScheme(), url.getHost(), port);
    return new AllowedOrigins(
        Stream.concat(origins.stream(), Stream.of(own)).collect(Collectors.toSet()));
  }

  /**
   * Whether requests of this origin are served.
   *
   * @param ownPort the port that the request came to
   */
  public boolean allows(String origin, int ownPort) {
    String given = origin.toLowerCase(Locale.ROOT);
    return origins.contains(given) || isOwn(given, ownPort);
  }

  private static boolean isOwn(String origin, int port) {
    String suffix = port == HTTP_PORT ? "" : ":" + port;
    return LOOPBACK_NAMES.stream().anyMatch(name -> origin.equals("http://" + name + suffix));
  }
}
