package io.piecemeal.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tarball, unpacked elsewhere than where it was made. */
class TarballIT {

  @TempDir private Path work;

  private Path tree;

  @BeforeEach
  void unpack() throws Exception {
    Path unpacked = Files.createDirectory(work.resolve("a folder"));
    Installed.run(unpacked, "tar", "-xzf", Made.tarball().toString());
    try (Stream<Path> trees = Files.list(unpacked)) {
      tree = trees.findFirst().orElseThrow();
    }
  }

  /** With AOTMode=on a JVM ends that cannot use the record of the start. */
  @Test
  void runsWithoutMavenAndJdkFromItsRecord() throws Exception {
    Installed.serves(
        List.of(tree.resolve("piecemeal").toString(), "serve", "--port=0"),
        Map.of("PIECEMEAL_JAVA_OPTS", "-XX:AOTMode=on"),
        Files.createDirectory(work.resolve("run")));
    assertThat(work.resolve("run/data")).isDirectory();
    try (Stream<Path> app = Files.list(tree.resolve("app"))) {
      assertThat(app.map(file -> file.getFileName().toString()))
          .as("what a start leaves beside the jar")
          .hasSize(4)
          .contains("piecemeal.jar", "lib", "cli");
    }
  }

  @Test
  void saysWhatIsNotInIt() throws Exception {
    ProcessBuilder bench = new ProcessBuilder(tree.resolve("piecemeal").toString(), "bench");
    Process process = bench.redirectErrorStream(true).start();
    assertThat(process.inputReader().lines())
        .containsExactly("piecemeal: 'bench' needs a checkout; this package has the service only");
    assertThat(process.waitFor()).isEqualTo(2);
  }
}
