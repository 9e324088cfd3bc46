package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.bootstrap.settings.StartupException;
import io.piecemeal.http.server.tls.TlsFiles;
import io.piecemeal.http.server.tls.TlsPair;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service with a certificate of its own. */
class TlsTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int EARLY = 16 << 20;

  private static Path folder;
  private static PemPair first;
  private static PemPair second;
  private static SSLContext trust;
  private static InProcessService service;

  @BeforeAll
  static void start() throws Exception {
    System.setProperty("piecemeal.tls-interval", "100ms");
    folder = TestService.newDataDirectory();
    first = PemPair.make("RSA", folder);
    second = PemPair.make("EC", folder);
    trust = PemPair.trust(first, second);
    TlsFiles files = first.in(folder);
    service =
        TestService.beside(
            "--tls-cert", files.certificate().toString(),
            "--tls-key", files.key().toString(),
            "--head-timeout", "2s");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static HttpResponse<byte[]> send(String path, String method, byte[] body)
      throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(trust).build()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("https://localhost:" + service.port() + path))
              .header("Authorization", "Bearer " + TestService.ALICE)
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofByteArray(body))
              .build(),
          BodyHandlers.ofByteArray());
    }
  }

  private static SSLSocket connect(String... protocols) throws IOException {
    SSLSocket socket =
        (SSLSocket) trust.getSocketFactory().createSocket("localhost", service.port());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    return socket;
  }

  private static String rest(SSLSocket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private static double metric(String name) throws Exception {
    return new String(send("/metrics", "GET", new byte[0]).body(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 200_000})
  void whoForgotTheSIsToldSo(int length) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + "/uploads"))
                  .version(HttpClient.Version.HTTP_1_1)
                  .POST(BodyPublishers.ofByteArray(new byte[length]))
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(answer.body()).contains("https://");
    }
  }

  @Test
  void chunksAndDownloadsAreWhatTheyWere() throws Exception {
    byte[] chunk = new byte[5 << 20];
    new Random(1).nextBytes(chunk);
    byte[] opened =
        send("/uploads", "POST", Json.of("filename", "a").getBytes(StandardCharsets.UTF_8)).body();
    String id = (String) Json.require(Json.read(opened), "file_id");
    byte[] body = Json.data(chunk).getBytes(StandardCharsets.UTF_8);
    assertThat(send("/uploads/" + id, "PUT", body).statusCode()).isEqualTo(200);
    assertThat(send("/files/" + id + "/content", "GET", new byte[0]).body()).isEqualTo(chunk);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void speaks(String protocol) throws Exception {
    try (SSLSocket socket = connect(protocol)) {
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
      assertThat(socket.getSession().getCipherSuite()).matches(".*(GCM|CHACHA20).*");
    }
  }

  @Test
  void anAnswerBeforeTheEndOfTheBodyArrives() throws Exception {
    byte[] body = new byte[EARLY];
    Arrays.fill(body, (byte) 'a');
    try (SSLSocket socket = connect()) {
      String head =
          "POST /uploads HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Content-Length: %d\r\n\r\n".formatted(EARLY);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
      assertThat(rest(socket)).startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void aHeadThatDoesNotComeIsRefused() throws Exception {
    try (SSLSocket socket = connect()) {
      socket.startHandshake();
      byte[] part = "GET /files HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(part);
      socket.getOutputStream().flush();
      socket.getOutputStream().write("Host: a".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      assertThat(rest(socket)).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void aHandshakeThatDoesNotComeIsEnded() throws Exception {
    double before = metric("piecemeal_tls_handshakes_failed_total");
    byte[] beginningOfAHello = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01};
    try (RawSocket socket = new RawSocket(service.port())) {
      socket.send(beginningOfAHello);
      assertThat(socket.rest()).hasSizeLessThan(32);
    }
    assertThat(metric("piecemeal_tls_handshakes_failed_total")).isGreaterThan(before);
  }

  @Test
  void aNewPairIsServedAndABrokenOneIsNot() throws Exception {
    assertThat(shown()).isEqualTo(first.certificate());
    TlsFiles files = second.in(folder);
    Await.until("the new certificate", SOON, () -> shown().equals(second.certificate()));

    double failed = metric("piecemeal_tls_reloads_total{outcome=\"failed\"}");
    PemPair.replace(files.key(), first.pkcs8Pem());
    Await.until(
        "the broken pair is noticed",
        SOON,
        () -> metric("piecemeal_tls_reloads_total{outcome=\"failed\"}") > failed);
    assertThat(shown()).isEqualTo(second.certificate());

    PemPair.replace(files.certificate(), first.certificatePem());
    Await.until("the pair is whole again", SOON, () -> shown().equals(first.certificate()));
  }

  private static X509Certificate shown() throws IOException {
    try (SSLSocket socket = connect()) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void aPairBehindAChangedLinkIsServed() throws Exception {
    Path volume = Files.createTempDirectory(folder, "volume");
    first.in(Files.createDirectory(volume.resolve("one")));
    second.in(Files.createDirectory(volume.resolve("two")));
    Path link = Files.createSymbolicLink(volume.resolve("data"), Path.of("one"));
    TlsFiles files = new TlsFiles(link.resolve("tls.crt"), link.resolve("tls.key"));
    assertThat(TlsPair.read(files).describe()).contains(serial(first));
    Path next = Files.createSymbolicLink(volume.resolve("next"), Path.of("two"));
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
    assertThat(TlsPair.read(files).describe()).contains(serial(second));
  }

  private static String serial(PemPair pair) {
    return pair.certificate().getSerialNumber().toString(16);
  }

  @Test
  void keysAreReadAsToolsWriteThem() throws Exception {
    Path keys = Files.createTempDirectory(folder, "keys");
    for (PemPair pair : new PemPair[] {first, second, PemPair.make("Ed25519", folder)}) {
      TlsFiles files = pair.in(keys);
      assertThat(TlsPair.read(files).describe()).contains(serial(pair), "chain of 1");
    }
    for (PemPair pair : new PemPair[] {first, second}) {
      TlsFiles files = pair.in(keys);
      String comment = "Bag Attributes\n    friendlyName: it\n";
      String parameters =
          "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
      PemPair.replace(files.key(), comment + parameters + pair.bareKeyPem());
      PemPair.replace(files.certificate(), pair.certificatePem() + first.certificatePem());
      assertThat(TlsPair.read(files).describe()).contains(serial(pair), "chain of 2");
    }
  }

  @Test
  void whatIsNoPairIsRefusedAtTheStart() throws Exception {
    Path broken = Files.createTempDirectory(folder, "broken");
    TlsFiles files = first.in(broken);
    PemPair.replace(files.key(), second.pkcs8Pem());
    assertThatThrownBy(() -> TlsPair.read(files))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining(files.key().toString());
    assertThatThrownBy(
            () ->
                TestService.beside(
                    "--tls-cert", files.certificate().toString(),
                    "--tls-key", files.key().toString()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("TLS");
    assertThatThrownBy(() -> TestService.beside("--tls-cert", files.certificate().toString()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("PIECEMEAL_TLS_KEY");
  }

  @Test
  void anotherCertificateThanTheServedOneIsNotTrusted() throws Exception {
    SSLContext strangers = PemPair.trust(PemPair.make("EC", folder));
    try (SSLSocket socket =
        (SSLSocket) strangers.getSocketFactory().createSocket("localhost", service.port())) {
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }
}
