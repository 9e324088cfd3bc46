package io.piecemeal.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.benchmarks.figures.Figures;
import io.piecemeal.benchmarks.figures.Metric;
import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.subject.MissingException;
import io.piecemeal.benchmarks.subject.Regime;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Turn;
import io.piecemeal.benchmarks.subject.Workspace;
import io.piecemeal.benchmarks.tus.TusServer;
import io.piecemeal.harness.proc.FreePort;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningTusTest {

  @TempDir private Path folder;

  @Test
  void serverThatRunsTakesItsTurnsAndKeepsNothing() throws Exception {
    LoadCase load = LoadCase.parse("1KiBx2");
    Path storage = Files.createDirectory(folder.resolve("tus"));
    Server server = TusServer.start(storage);
    try (Workspace workspace = Workspace.create(folder, folder, Regime.TMPFS);
        Subject subject = new RunningTus("tus", url(TusServer.portOf(server))).start(workspace)) {
      subject.begin(load);
      Figures figures = subject.turn(Turn.closedLoop(load, Duration.ofMinutes(5), 10 * 1024));

      assertThat(figures.get(Metric.ERRORS)).hasValue(0);
      assertThat(figures.get(Metric.REQUESTS).orElseThrow()).isPositive();
      assertThat(figures.get(Metric.TREE_MEMORY).orElseThrow()).isPositive();
      try (Stream<Path> uploads = Files.list(storage.resolve("uploads"))) {
        assertThat(uploads).isEmpty();
      }
    } finally {
      server.stop();
    }
  }

  @Test
  void serverThatDoesNotRunIsMissing() throws Exception {
    RunningTus nobody = new RunningTus("tus", url(FreePort.find()));

    try (Workspace workspace = Workspace.create(folder, folder, Regime.TMPFS)) {
      assertThatThrownBy(() -> nobody.start(workspace)).isInstanceOf(MissingException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org:1080/files/",
        "http://10.0.0.1:1080/",
        "https://127.0.0.1:1080/",
        "http://127.0.0.1/files/",
        "mailto:someone"
      })
  void loadsAreNotForOthers(String url) {
    assertThatThrownBy(() -> new RunningTus("tus", URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(url);
  }

  private static URI url(int port) {
    return URI.create("http://127.0.0.1:" + port + "/tus");
  }
}
