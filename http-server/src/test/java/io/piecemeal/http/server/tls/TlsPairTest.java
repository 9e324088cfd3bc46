package io.piecemeal.http.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsPairTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;

  /** As {@code keytool} makes it, valid for 90 days. */
  private TlsFiles files() throws IOException, GeneralSecurityException, InterruptedException {
    Path store = folder.resolve("pair.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "it",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    return new TlsFiles(
        pem("CERTIFICATE", keys.getCertificate("it").getEncoded()),
        pem("PRIVATE KEY", keys.getKey("it", PASSWORD).getEncoded()));
  }

  private Path pem(String label, byte[] bytes) throws IOException {
    return Files.writeString(
        folder.resolve(label),
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
            .formatted(label, Base64.getMimeEncoder().encodeToString(bytes)));
  }

  @Test
  void callersRefuseACertificateBeforeAndBehindItsTime() throws Exception {
    TlsPair pair = TlsPair.read(files());
    assertThat(pair.refusedAt(Instant.now().plusSeconds(60))).isEmpty();
    assertThat(pair.refusedAt(pair.expires().plusSeconds(1)))
        .hasValue("has expired at " + pair.expires());
    assertThat(pair.refusedAt(Instant.now().minus(Duration.ofDays(1))).orElseThrow())
        .startsWith("is not valid before ");
  }

  @Test
  void aCertificateThatCannotBeReadIsNamedByItsFile() throws Exception {
    TlsFiles files = files();
    pem("CERTIFICATE", new byte[] {1, 2, 3});
    assertThatThrownBy(() -> TlsPair.read(files))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining(files.certificate() + " has a certificate that cannot be read");
  }
}
