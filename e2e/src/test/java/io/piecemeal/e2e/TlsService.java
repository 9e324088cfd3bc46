package io.piecemeal.e2e;

import io.piecemeal.http.server.tls.TlsFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * A second service on the same database and the same files, whose port speaks TLS with a
 * certificate of its own.
 *
 * @param trust of callers that know the certificate
 */
record TlsService(InProcessService service, SSLContext trust) implements AutoCloseable {

  static TlsService start(String... options) throws Exception {
    Path folder = TestService.newDataDirectory();
    PemPair pair = PemPair.make("EC", folder);
    TlsFiles files = pair.in(folder);
    List<String> tls =
        List.of("--tls-cert", files.certificate().toString(), "--tls-key", files.key().toString());
    String[] all = Stream.concat(tls.stream(), Stream.of(options)).toArray(String[]::new);
    return new TlsService(TestService.beside(all), PemPair.trust(pair));
  }

  URI uri(String path) {
    return URI.create("https://localhost:" + service.port() + path);
  }

  /** A connection on which nothing was said yet. */
  Http2Socket connect() throws IOException {
    return Http2Socket.connect(service.port(), trust);
  }

  @Override
  public void close() {
    service.close();
  }
}
