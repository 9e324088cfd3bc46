package io.piecemeal.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two builds of the same sources make the same jars. */
class ReproducibleIT {

  private static final Path BUILT = Path.of("bootstrap/target/piecemeal");

  @TempDir private Path again;

  @Test
  void jarsBuiltElsewhereAreTheSameBytes() throws Exception {
    Path home = Path.of("..").toRealPath();
    Path sources = again.resolve("sources.tar");
    Installed.run(
        home,
        "tar",
        "--exclude=target",
        "--exclude=./.git",
        "--exclude=./data",
        "-cf",
        sources.toString(),
        ".");
    Installed.run(again, "tar", "-xf", sources.toString());
    Installed.run(
        again,
        System.getProperty("piecemeal.maven") + "/bin/mvn",
        "--offline",
        "--quiet",
        "-Dmaven.repo.local=" + System.getProperty("piecemeal.local-repository"),
        "-Dmaven.test.skip=true",
        "-Dspotless.check.skip=true",
        "-pl",
        "bootstrap",
        "-am",
        "package");
    List<String> first = digests(home);
    assertThat(first).hasSizeGreaterThan(10);
    assertThat(digests(again)).isEqualTo(first);
  }

  /** Those of our jars; the others are copies. */
  private static List<String> digests(Path home) throws IOException, InterruptedException {
    Path folder = home.resolve(BUILT);
    try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
      Stream<String> ours =
          jars.map(jar -> "lib/" + jar.getFileName())
              .filter(jar -> jar.startsWith("lib/piecemeal-"));
      String[] command =
          Stream.of(Stream.of("sha256sum", "piecemeal.jar"), ours.sorted())
              .flatMap(words -> words)
              .toArray(String[]::new);
      return Installed.run(folder, command).lines().toList();
    }
  }
}
