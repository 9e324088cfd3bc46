package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.harness.proc.Waiting;
import io.piecemeal.interop.TlsProbe.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a stranger finds who tries the TLS of the packaged service. Each probe is also made at a
 * server that is weak on purpose, where it has to find something.
 */
class TlsGate {

  /** ECDHE with RSA; AES in GCM with 128 and 256 bits, and ChaCha20. */
  private static final Set<String> STRONG = Set.of("c02f", "c030", "cca8");

  /** ECDHE with RSA and AES in CBC; without encryption; without a certificate. */
  private static final List<String> WEAK = List.of("c013", "c010", "c018");

  private static final int TIMEOUT_MILLIS = 60_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern ACCEPT = Pattern.compile("ACCEPT");

  @TempDir private static Path work;

  private static Certificate certificate;
  private static PackagedService service;
  private static TlsProbe probe;

  @BeforeAll
  static void start() throws Exception {
    certificate = Certificate.vouchedForIn(work);
    service =
        PackagedService.start(
            Files.createDirectory(work.resolve("service")),
            "--tls-cert=" + certificate.chain(),
            "--tls-key=" + certificate.key());
    probe = new TlsProbe(service.port());
  }

  @AfterAll
  static void stop() {
    // Where the tests are skipped, nothing was started.
    if (service != null) {
      service.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {TlsProbe.SSL_3, TlsProbe.TLS_1_0, TlsProbe.TLS_1_1})
  void oldVersionsAreRefused(int version) throws Exception {
    assertThat(probe.hello(version, all(), List.of(0))).isInstanceOf(Reply.Refused.class);
  }

  @Test
  void onlySuitesWithForwardSecrecyAndAuthenticatedEncryptionAreTaken() throws Exception {
    assertThat(probe.suites(TlsProbe.TLS_1_2)).isEqualTo(STRONG);
  }

  @Test
  void nothingIsCompressed() throws Exception {
    assertThat(probe.hello(TlsProbe.TLS_1_2, all(), List.of(1, 0)))
        .isInstanceOfSatisfying(
            Reply.Chosen.class, chosen -> assertThat(chosen.compression()).isZero());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void theWholeChainIsShown(String version) throws Exception {
    try (SSLSocket socket = connected(service.port(), version);
        InputStream given = Files.newInputStream(certificate.chain())) {
      java.security.cert.Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(given)
              .toArray(java.security.cert.Certificate[]::new);

      assertThat(chain).hasSize(2);
      assertThat(socket.getSession().getPeerCertificates()).isEqualTo(chain);
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
  }

  @Test
  void aSecondHandshakeWithinAConnectionIsRefused() throws Exception {
    assertThat(afterASecondHandshake(service.port())).doesNotContain("HTTP/1.");
  }

  @Test
  void theProbesFindWhatAWeakServerTakes() throws Exception {
    try (WeakServer weak = WeakServer.start(certificate, "-tls1")) {
      TlsProbe old = new TlsProbe(weak.port());
      assertThat(old.hello(TlsProbe.TLS_1_0, all(), List.of(0))).isInstanceOf(Reply.Chosen.class);
      assertThat(old.hello(TlsProbe.TLS_1_2, all(), List.of(0)))
          .isInstanceOfSatisfying(
              Reply.Chosen.class,
              chosen -> assertThat(chosen.version()).isEqualTo(TlsProbe.TLS_1_0));
    }
    try (WeakServer weak = WeakServer.start(certificate, "-tls1_2", "-client_renegotiation")) {
      assertThat(new TlsProbe(weak.port()).suites(TlsProbe.TLS_1_2)).containsAll(WEAK);
      assertThat(afterASecondHandshake(weak.port())).contains("HTTP/1.");
    }
  }

  /** A server of OpenSSL that takes all that it can. */
  private record WeakServer(Child child, int port) implements AutoCloseable {

    static WeakServer start(Certificate certificate, String... options)
        throws IOException, InterruptedException {
      int port = FreePort.find();
      List<String> command = new ArrayList<>(List.of(Proxy.program("openssl").toString()));
      command.addAll(List.of("s_server", "-www", "-accept", "127.0.0.1:" + port));
      command.addAll(List.of("-cert", certificate.chain().toString()));
      command.addAll(List.of("-key", certificate.key().toString()));
      command.addAll(List.of("-cipher", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"));
      command.addAll(List.of(options));
      ProcessBuilder builder = new ProcessBuilder(command);
      // The distribution's file forbids what is wanted here.
      builder.environment().put("OPENSSL_CONF", "/dev/null");
      Child child = Child.start(builder, Files.createTempFile(work, "weak", ".log"), ACCEPT);
      child.awaitReady(PATIENCE);
      return new WeakServer(child, port);
    }

    @Override
    public void close() {
      child.close();
    }
  }

  /** Those that have ever been in use. */
  private static List<Integer> all() {
    return IntStream.concat(IntStream.range(1, 0xFF), IntStream.range(0xC001, 0xC100))
        .boxed()
        .toList();
  }

  private static SSLSocket connected(int port, String version) throws Exception {
    SSLSocket socket =
        (SSLSocket) certificate.trust().getSocketFactory().createSocket("localhost", port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setEnabledProtocols(new String[] {version});
    socket.startHandshake();
    return socket;
  }

  /** What a client of OpenSSL says that shakes hands again and then asks for a page. */
  private static String afterASecondHandshake(int port) throws Exception {
    Path log = Files.createTempFile(work, "client", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Proxy.program("openssl").toString(),
                "s_client",
                "-tls1_2",
                "-servername",
                "localhost",
                "-connect",
                "127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Process client = builder.start();
    try (Writer in = client.outputWriter(StandardCharsets.US_ASCII)) {
      Waiting.until(
          "a connection", PATIENCE, () -> Files.readString(log).contains("Verify return"));
      in.write("R\n");
      in.flush();
      Waiting.until(
          "a second handshake", PATIENCE, () -> Files.readString(log).contains("RENEGOTIATING"));
      in.write("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n");
      in.flush();
      assertThat(client.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (IOException closed) {
      // It was sent away before it could ask.
      assertThat(client.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      client.destroyForcibly();
    }
    assertThat(log).content().contains("RENEGOTIATING");
    return Files.readString(log);
  }
}
