package io.piecemeal.adapters.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.adapters.scan.ClamdScanner.Patience;
import io.piecemeal.application.port.out.ContentScanner;
import io.piecemeal.application.port.out.ContentScanner.Verdict;
import io.piecemeal.testkit.ContentScannerContract;
import io.piecemeal.testkit.Eicar;
import io.piecemeal.testkit.ScriptedClamd;
import io.piecemeal.testkit.ScriptedClamd.Manner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class ClamdScannerTest extends ContentScannerContract {

  private static final Patience SHORT =
      new Patience(Duration.ofMinutes(1), Duration.ofMillis(200), Duration.ofMillis(200));

  @AutoClose private final ScriptedClamd clamd = ScriptedClamd.onPort(0, MOST);
  @TempDir private Path directory;

  ClamdScannerTest() throws IOException {}

  private ClamdAddress address() {
    return new ClamdAddress.Tcp("127.0.0.1", clamd.port());
  }

  @Override
  protected ContentScanner scanner() {
    return new ClamdScanner(address(), Patience.DEFAULT);
  }

  @Override
  protected ContentScanner unreachable() {
    ContentScanner scanner = scanner();
    clamd.close();
    return scanner;
  }

  private static InputStream harmless() {
    return new ByteArrayInputStream(new byte[200_000]);
  }

  @Test
  void contentsGoInChunksOfABoundedLength() throws IOException {
    scanner().scan(new ByteArrayInputStream(new byte[MOST]));

    assertThat(clamd.largestChunk()).isEqualTo(64 << 10);
  }

  @Test
  void aSocketInTheFileSystemIsSpokenToInTheSameWay() throws IOException {
    Path path = directory.resolve("clamd.ctl");
    ContentScanner scanner = new ClamdScanner(ClamdAddress.parse("unix:" + path), Patience.DEFAULT);
    assertThatThrownBy(() -> scanner.scan(harmless())).isInstanceOf(IOException.class);

    try (ScriptedClamd local = ScriptedClamd.onPath(path, MOST)) {
      assertThat(scanner.scan(harmless())).isEqualTo(new Verdict.Clean());
      assertThat(scanner.scan(new ByteArrayInputStream(Eicar.bytes())))
          .isInstanceOf(Verdict.Infected.class);
      assertThat(scanner.scan(new ByteArrayInputStream(new byte[4 * MOST])))
          .isInstanceOf(Verdict.Declined.class);
      assertThat(local.scans()).isEqualTo(3);
    }
  }

  /** A proxy in front of it may; what was not looked at must not pass. */
  @Test
  @Timeout(120)
  void nothingIsCleanThatWasNotSentToItsEnd() throws IOException {
    byte[] early = "stream: OK\0".getBytes(StandardCharsets.US_ASCII);
    try (ServerSocket hasty = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread daemon =
          Thread.startVirtualThread(
              () -> {
                try (Socket connection = hasty.accept()) {
                  connection.getOutputStream().write(early);
                  connection.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      ContentScanner scanner =
          new ClamdScanner(
              new ClamdAddress.Tcp("127.0.0.1", hasty.getLocalPort()), Patience.DEFAULT);
      InputStream endless =
          new InputStream() {
            @Override
            public int read() {
              return 0;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
              return length;
            }
          };

      assertThatThrownBy(() -> scanner.scan(endless))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("before it had all bytes");
      daemon.interrupt();
    }
  }

  @Test
  void aDaemonThatSaysNothingIsNotWaitedForForEver() {
    clamd.behave(Manner.SILENT);

    assertThatThrownBy(() -> new ClamdScanner(address(), SHORT).scan(harmless()))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("gives no answer");
  }

  @Test
  void whatIsNoVerdictIsNotTakenForOne() {
    clamd.behave(Manner.CONFUSED);

    assertThatThrownBy(() -> scanner().scan(harmless()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("who knows");
  }

  @Test
  void aConnectionThatEndsIsNoVerdict() {
    clamd.behave(Manner.HANGS_UP);

    assertThatThrownBy(() -> scanner().scan(harmless())).isInstanceOf(IOException.class);
  }

  @Test
  void aHostThatHasNoAddressCannotBeReached() {
    ContentScanner nowhere =
        new ClamdScanner(new ClamdAddress.Tcp("scanner.invalid", 3310), Patience.DEFAULT);

    assertThatThrownBy(() -> nowhere.scan(harmless())).isInstanceOf(IOException.class);
  }
}
