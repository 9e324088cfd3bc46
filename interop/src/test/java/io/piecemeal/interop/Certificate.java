package io.piecemeal.interop;

import io.piecemeal.harness.proc.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

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
    Programs.run(
        folder,
        Map.of(),
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
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout",
            key.toString(),
            "-out",
            chain.toString()));
    Path both = folder.resolve("both.pem");
    Files.writeString(both, Files.readString(chain) + Files.readString(key));
    return new Certificate(chain, key, both);
  }

  /** Makes one that another one vouches for, which stands behind it in its chain. */
  static Certificate vouchedForIn(Path folder) throws IOException, InterruptedException {
    Certificate authority = in(Files.createDirectory(folder.resolve("authority")));
    Path own = folder.resolve("own.pem");
    Path key = folder.resolve("own.key");
    String _ =
        Programs.run(
            folder,
            Map.of(),
            List.of(
                Proxy.program("openssl").toString(),
                "req",
                "-x509",
                "-CA",
                authority.chain.toString(),
                "-CAkey",
                authority.key.toString(),
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=service",
                "-addext",
                "basicConstraints=critical,CA:FALSE",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout",
                key.toString(),
                "-out",
                own.toString()));
    Path chain = folder.resolve("chain.pem");
    Files.writeString(chain, Files.readString(own) + Files.readString(authority.chain));
    Path both = folder.resolve("chain-and-key.pem");
    Files.writeString(both, Files.readString(chain) + Files.readString(key));
    return new Certificate(chain, key, both);
  }

  /** What trusts the last one of the chain and nothing else. */
  SSLContext trust() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null);
    try (InputStream in = Files.newInputStream(chain)) {
      for (java.security.cert.Certificate trusted :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("trusted", trusted);
      }
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
