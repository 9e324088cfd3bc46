package io.piecemeal.bootstrap.wiring;

import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.settings.StartupException;
import io.piecemeal.http.server.tls.TlsPair;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** TLS as far as the start needs it, before there are beans. */
final class Tls {

  private Tls() {}

  /**
   * What is to be shown; empty for plain HTTP.
   *
   * @throws StartupException if certificate and key cannot be served
   */
  static Optional<TlsPair> pair(Settings.Server server) {
    return server
        .tls()
        .map(
            files -> {
              try {
                return TlsPair.read(files);
              } catch (IOException | GeneralSecurityException e) {
                throw new StartupException("TLS: " + e, e);
              }
            });
  }
}
