package io.piecemeal.http.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate with its chain, and the private key that was shown to belong to it. */
public final class TlsPair {

  private static final long LARGEST_FILE = 1 << 20;

  private final List<X509Certificate> chain;
  private final PrivateKey key;

  private TlsPair(List<X509Certificate> chain, PrivateKey key) {
    this.chain = chain;
    this.key = key;
  }

  /**
   * Reads both files.
   *
   * @throws IOException if one cannot be read
   * @throws GeneralSecurityException if one is not what it should be, or the key is not that of the
   *     first certificate
   */
  public static TlsPair read(TlsFiles files) throws IOException, GeneralSecurityException {
    return of(files, text(files.certificate()), text(files.key()));
  }

  /** All of a file, one character for each byte. */
  static String text(Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new IOException("%s has more than %d bytes".formatted(file, LARGEST_FILE));
    }
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  static TlsPair of(TlsFiles files, String certificate, String key)
      throws GeneralSecurityException {
    List<X509Certificate> chain = chain(files.certificate(), certificate);
    PemBlocks.Block block =
        PemBlocks.of(key).stream()
            .filter(one -> one.label().endsWith("PRIVATE KEY"))
            .findFirst()
            .orElseThrow(
                () -> new GeneralSecurityException(files.key() + " has no private key in PEM"));
    try {
      PrivateKey read = PrivateKeys.read(block, chain.getFirst().getPublicKey());
      requirePair(read, chain.getFirst());
      return new TlsPair(chain, read);
    } catch (GeneralSecurityException e) {
      throw new GeneralSecurityException(
          "the key in %s is not that of the certificate in %s: %s"
              .formatted(files.key(), files.certificate(), e.getMessage()),
          e);
    }
  }

  private static List<X509Certificate> chain(Path file, String pem)
      throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain = new ArrayList<>();
    for (PemBlocks.Block block : PemBlocks.of(pem)) {
      if (block.label().equals("CERTIFICATE")) {
        chain.add(certificate(file, factory, block));
      }
    }
    if (chain.isEmpty()) {
      throw new GeneralSecurityException(file + " has no certificate in PEM");
    }
    return List.copyOf(chain);
  }

  private static X509Certificate certificate(
      Path file, CertificateFactory factory, PemBlocks.Block block)
      throws GeneralSecurityException {
    try {
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes()));
    } catch (GeneralSecurityException e) {
      throw new GeneralSecurityException(
          "%s has a certificate that cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** What the one signs, the other has to confirm. */
  private static void requirePair(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] sample = new byte[32];
    new SecureRandom().nextBytes(sample);
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(sample);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(certificate.getPublicKey());
    verifier.update(sample);
    if (!verifier.verify(signature)) {
      throw new GeneralSecurityException("they do not match");
    }
  }

  /** Why callers refuse the first certificate at that time; empty if its dates are no reason. */
  Optional<String> refusedAt(Instant time) {
    Instant from = chain.getFirst().getNotBefore().toInstant();
    if (time.isBefore(from)) {
      return Optional.of("is not valid before " + from);
    }
    return time.isAfter(expires()) ? Optional.of("has expired at " + expires()) : Optional.empty();
  }

  /** Until when the first certificate is valid. */
  public Instant expires() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  /** The certificate without what is secret: its names, who vouches for it, and its end. */
  public String describe() {
    X509Certificate first = chain.getFirst();
    return "%s, serial %s, issued by %s, valid until %s, chain of %d"
        .formatted(
            first.getSubjectX500Principal().getName(),
            first.getSerialNumber().toString(16),
            first.getIssuerX500Principal().getName(),
            expires(),
            chain.size());
  }

  /** Both in the form that TLS engines take; the key in it has no password. */
  KeyStore keyStore() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("service", key, null, chain.toArray(X509Certificate[]::new));
      return store;
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }

  /** What the JDK's own servers take. */
  public SSLContext context() throws GeneralSecurityException {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keyStore(), null);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @Override
  public String toString() {
    return chain.stream()
        .map(one -> one.getSubjectX500Principal().getName())
        .collect(Collectors.joining(", ", "TlsPair[", "]"));
  }
}
