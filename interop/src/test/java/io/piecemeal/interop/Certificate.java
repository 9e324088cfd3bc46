package io.piecemeal.interop;

import io.piecemeal.harness.http.Trust;
import io.piecemeal.harness.proc.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * A certificate for localhost that vouches for itself.
 *
 * @param both the chain and the key in one file
 */
record Certificate(Path chain, Path key, Path both) {

  /** Makes one; what needs it is skipped where there is no openssl. */
  static Certificate in(Path folder) throws IOException, InterruptedException {
    Path chain = folder.resolve("localhost.pem");
    Path key = folder.resolve("localhost.key");
    make(folder, "localhost", key, chain, List.of());
    Path both = folder.resolve("both.pem");
    Files.writeString(both, Files.readString(chain) + Files.readString(key));
    return new Certificate(chain, key, both);
  }

  /** Makes one that another one vouches for, which stands behind it in its chain. */
  static Certificate vouchedForIn(Path folder) throws IOException, InterruptedException {
    Certificate authority = in(Files.createDirectory(folder.resolve("authority")));
    Path own = folder.resolve("own.pem");
    Path key = folder.resolve("own.key");
    make(
        folder,
        "service",
        key,
        own,
        List.of(
            "-CA",
            authority.chain.toString(),
            "-CAkey",
            authority.key.toString(),
            "-addext",
            "basicConstraints=critical,CA:FALSE"));
    Path chain = folder.resolve("chain.pem");
    Files.writeString(chain, Files.readString(own) + Files.readString(authority.chain));
    Path both = folder.resolve("chain-and-key.pem");
    Files.writeString(both, Files.readString(chain) + Files.readString(key));
    return new Certificate(chain, key, both);
  }

  private static void make(Path folder, String name, Path key, Path certificate, List<String> more)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Proxy.program("openssl").toString(),
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=" + name,
            "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout",
            key.toString(),
            "-out",
            certificate.toString());
    String _ =
        Programs.run(folder, Map.of(), Stream.of(command, more).flatMap(List::stream).toList());
  }

  /** What trusts the last one of the chain and nothing else. */
  SSLContext trust() throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(chain)) {
      return Trust.only(
          List.of(
              CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                  .toList()
                  .getLast()));
    }
  }
}
