package io.piecemeal.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.piecemeal.harness.http.Trust;
import io.piecemeal.http.server.tls.TlsFiles;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** A certificate for this machine that vouches for itself, and its key, as tools write them. */
final class PemPair {

  private static final String PASSWORD = "changeit";

  private final X509Certificate certificate;
  private final byte[] pkcs8;
  private final String algorithm;

  private PemPair(X509Certificate certificate, byte[] pkcs8, String algorithm) {
    this.certificate = certificate;
    this.pkcs8 = pkcs8;
    this.algorithm = algorithm;
  }

  /**
   * Makes one.
   *
   * @param algorithm as keytool names it: RSA, EC, Ed25519
   */
  static PemPair make(String algorithm, Path folder) throws Exception {
    Path store = Files.createTempDirectory(folder, "pair").resolve("pair.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command =
        List.of(keytool, "-genkeypair", "-alias", "it", "-keyalg", algorithm, "-storetype");
    List<String> more =
        List.of("PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD, "-dname");
    List<String> names = List.of("CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1");
    Process process =
        new ProcessBuilder(Stream.of(command, more, names).flatMap(List::stream).toList())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(output);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(store))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return new PemPair(
        (X509Certificate) keys.getCertificate("it"),
        keys.getKey("it", PASSWORD.toCharArray()).getEncoded(),
        algorithm);
  }

  X509Certificate certificate() {
    return certificate;
  }

  String certificatePem() throws Exception {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  String pkcs8Pem() {
    return pem("PRIVATE KEY", pkcs8);
  }

  /** PKCS#1 or SEC 1: what PKCS#8 puts behind version and algorithm, each with short lengths. */
  String bareKeyPem() {
    int at = 2 + following(1) + 3;
    at += 2 + pkcs8[at + 1];
    byte[] bare = Arrays.copyOfRange(pkcs8, at + 2 + following(at + 1), pkcs8.length);
    return pem(algorithm + " PRIVATE KEY", bare);
  }

  private int following(int at) {
    return pkcs8[at] < 0 ? pkcs8[at] & 0x7f : 0;
  }

  private static String pem(String label, byte[] bytes) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, base64);
  }

  /** Writes both files, each by a rename. */
  TlsFiles in(Path folder) throws Exception {
    Path chain = folder.resolve("tls.crt");
    Path key = folder.resolve("tls.key");
    replace(chain, certificatePem());
    replace(key, pkcs8Pem());
    return new TlsFiles(chain, key);
  }

  static void replace(Path file, String text) throws Exception {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What trusts these and nothing else. */
  static SSLContext trust(PemPair... pairs) throws Exception {
    return Trust.only(Stream.of(pairs).map(PemPair::certificate).toList());
  }
}
