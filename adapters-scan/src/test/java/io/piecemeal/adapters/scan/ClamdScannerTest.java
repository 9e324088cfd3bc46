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
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
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
