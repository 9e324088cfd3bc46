package io.piecemeal.bootstrap.settings;

import io.piecemeal.http.server.address.TrustedProxies;
import io.piecemeal.http.server.netty.ManagementPort;
import io.piecemeal.http.server.tls.Http2;
import io.piecemeal.http.server.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** How requests come in. */
final class ListenOptions {

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      description =
          "Port for /health, /metrics and /admin, which then are on no other"
              + " (PIECEMEAL_MANAGEMENT_PORT, default none: all is on one port)")
  private Optional<Integer> managementPort = Optional.empty();

  @Option(
      names = "--management-address",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description =
          "Address of the port for management (PIECEMEAL_MANAGEMENT_ADDRESS, default 127.0.0.1)")
  private String managementAddress = "127.0.0.1";

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description =
          "Certificate in PEM, with those that vouch for it behind it; then the port speaks TLS"
              + " (PIECEMEAL_TLS_CERT, default none)")
  private Optional<Path> tlsCertificate = Optional.empty();

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Private key of the certificate, in PEM (PIECEMEAL_TLS_KEY, default none)")
  private Optional<Path> tlsKey = Optional.empty();

  @Option(
      names = "--http2",
      paramLabel = "TRUE|FALSE",
      arity = "1",
      defaultValue = "false",
      description =
          "Whether callers may speak HTTP/2, where the port speaks TLS (PIECEMEAL_HTTP2, default"
              + " false)")
  private boolean http2;

  @Option(
      names = "--trusted-proxies",
      paramLabel = "NETWORK",
      split = ",",
      description =
          "Proxies whose Forwarded and X-Forwarded-... are believed, as addresses and networks such"
              + " as 10.0.0.0/8, separated by commas (PIECEMEAL_TRUSTED_PROXIES, default none)")
  private Set<String> trustedProxies = Set.of();

  TrustedProxies trustedProxies() {
    return Setting.read(
        "--trusted-proxies", SettingsOptions.stripped(trustedProxies), TrustedProxies::in);
  }

  /** Empty if all is on one port. */
  Optional<ManagementPort> management() {
    return managementPort.map(port -> new ManagementPort(managementAddress, port));
  }

  Http2 http2() {
    if (http2 && tls().isEmpty()) {
      throw new IllegalArgumentException(
          "%s is true, but there is no TLS, by which callers agree on it: set %s and %s, or unset it"
              .formatted(
                  Setting.name("--http2"), Setting.name("--tls-cert"), Setting.name("--tls-key")));
    }
    return http2 ? Http2.OFFERED : Http2.LEFT_OUT;
  }

  /** Both files or none. An empty path is none. */
  Optional<TlsFiles> tls() {
    Optional<Path> certificate = given(tlsCertificate);
    Optional<Path> key = given(tlsKey);
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException(
          "%s and %s belong together: set both or none"
              .formatted(Setting.name("--tls-cert"), Setting.name("--tls-key")));
    }
    return certificate.flatMap(chain -> key.map(secret -> new TlsFiles(chain, secret)));
  }

  private static Optional<Path> given(Optional<Path> file) {
    return file.filter(path -> !path.toString().isEmpty());
  }
}
