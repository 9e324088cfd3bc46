package io.piecemeal.bootstrap.settings;

import java.net.URI;
import java.util.Optional;

/** Where the service is reached: as the settings say, or else at the address it listens on. */
public final class ServiceUrl {

  private ServiceUrl() {}

  /**
   * The URL without a slash at its end.
   *
   * @param port the port that is really listened on
   */
  public static URI of(Settings.Server server, int port) {
    return server.publicUrl().orElseGet(() -> URI.create(own(server, port)));
  }

  private static String own(Settings.Server server, int port) {
    boolean everywhere = server.host().equals("0.0.0.0") || server.host().equals("::");
    return at(server, everywhere ? "127.0.0.1" : server.host(), port);
  }

  /**
   * The address that is listened on, which may be all of this machine's.
   *
   * @param port the port that is really listened on
   */
  public static String listening(Settings.Server server, int port) {
    return at(server, server.host(), port);
  }

  /** The address of the port for management; empty if there is none. */
  public static Optional<String> management(Settings.Server server) {
    return server.management().map(own -> at(server, own.address(), own.port()));
  }

  private static String at(Settings.Server server, String host, int port) {
    return "%s://%s:%d"
        .formatted(
            server.tls().isPresent() ? "https" : "http",
            host.contains(":") ? "[" + host + "]" : host,
            port);
  }

  /**
   * Reads the setting.
   *
   * @throws IllegalArgumentException unless it is an http or https URL of host, port and path
   */
  public static Optional<URI> parse(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    URI url = URI.create(text.strip().replaceFirst("/+$", ""));
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    boolean plain =
        url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
    if (!web || url.getHost() == null || !plain || text.contains("'")) {
      throw new IllegalArgumentException(
          "'%s' is not like https://files.example.org or https://example.org/piecemeal"
              .formatted(text));
    }
    return Optional.of(url);
  }
}
