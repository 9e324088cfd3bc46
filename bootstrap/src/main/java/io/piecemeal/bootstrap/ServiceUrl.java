package io.piecemeal.bootstrap;

import java.net.URI;
import java.util.Optional;

/** Where the service is reached: as the settings say, or else at the address it listens on. */
final class ServiceUrl {

  private ServiceUrl() {}

  /**
   * The URL without a slash at its end.
   *
   * @param port the port that is really listened on
   */
  static URI of(Settings.Server server, int port) {
    return server.publicUrl().orElseGet(() -> URI.create(own(server.host(), port)));
  }

  private static String own(String host, int port) {
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String reachable = everywhere ? "127.0.0.1" : host;
    return "http://%s:%d"
        .formatted(reachable.contains(":") ? "[" + reachable + "]" : reachable, port);
  }

  /**
   * Reads the setting.
   *
   * @throws IllegalArgumentException unless it is an http or https URL of host, port and path
   */
  static Optional<URI> parse(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    URI url = URI.create(text.strip().replaceFirst("/+$", ""));
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    boolean plain =
        url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
    if (!web || url.getHost() == null || !plain || text.contains("'")) {
      throw new IllegalArgumentException(
          "PIECEMEAL_PUBLIC_URL has to be like https://files.example.org or"
              + " https://example.org/piecemeal");
    }
    return Optional.of(url);
  }
}
