package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.http.server.tls.TlsFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The same flood over TLS, whose connections take more memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsFloodGate extends FloodContract {

  /** Two for each MiB of the heap, and those of who looks on. */
  private static final int UNFINISHED = 128 + 8;

  private final SSLContext trust;
  private final TlsFiles files;
  private @Nullable TlsTunnel tunnel;

  TlsFloodGate() throws Exception {
    Path folder = TestService.newDataDirectory();
    PemPair pair = PemPair.make("EC", folder);
    trust = PemPair.trust(pair);
    files = pair.in(folder);
  }

  @Override
  List<String> options() {
    return List.of("--tls-cert=" + files.certificate(), "--tls-key=" + files.key());
  }

  @Override
  RawSocket connect(int port, int buffer) throws IOException {
    return new RawSocket(trust.getSocketFactory().createSocket(), port, buffer);
  }

  @Override
  int plain(int port) throws IOException {
    TlsTunnel opened = TlsTunnel.to(port, trust);
    tunnel = opened;
    return opened.port();
  }

  @Test
  void handshakesThatNobodyFinishes() throws Exception {
    byte[] hello = hello();
    for (int i = 0; i < 700; i++) {
      RawSocket socket = new RawSocket(port());
      keepOpen(socket);
      socket.send(Arrays.copyOf(hello, i % 2 == 0 ? hello.length : hello.length / 2));
    }
    assertBoundAndCutOff(UNFINISHED);
  }

  @Test
  void handshakesThatTrickle() throws Exception {
    byte[] hello = hello();
    for (int i = 0; i < 200; i++) {
      RawSocket socket = new RawSocket(port());
      keepOpen(socket);
      Thread.startVirtualThread(() -> trickle(socket, hello));
    }
    assertBoundAndCutOff(UNFINISHED);
  }

  /** Slower than a whole handshake may be. */
  private static void trickle(RawSocket socket, byte[] hello) {
    try {
      for (byte next : hello) {
        socket.send(new byte[] {next});
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      }
    } catch (IOException e) {
      assertThat(e).isNotNull();
    }
  }

  /** What a caller says first. */
  private byte[] hello() throws IOException {
    SSLEngine engine = trust.createSSLEngine();
    engine.setUseClientMode(true);
    ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), hello);
    return Arrays.copyOf(hello.array(), hello.position());
  }

  @AfterAll
  void close() throws IOException {
    if (tunnel != null) {
      tunnel.close();
    }
  }
}
