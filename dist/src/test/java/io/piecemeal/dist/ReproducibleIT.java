package io.piecemeal.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two builds of the same sources make the same jars. */
class ReproducibleIT {

  /** Each program by its folder, which has the jars that it needs in {@code lib}. */
  private static final Map<Path, String> BUILT =
      Map.of(
          Path.of("bootstrap/target/piecemeal"), "piecemeal.jar",
          Path.of("cli/target/cli"), "piecemeal-cli.jar");

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
        "bootstrap,cli",
        "-am",
        "package");
    for (Map.Entry<Path, String> built : BUILT.entrySet()) {
      List<String> first = digests(home.resolve(built.getKey()), built.getValue());
      assertThat(first).hasSizeGreaterThan(1);
      assertThat(digests(again.resolve(built.getKey()), built.getValue())).isEqualTo(first);
    }
  }

  /** Those of our jars; the others are copies. */
  private static List<String> digests(Path folder, String jar)
      throws IOException, InterruptedException {
    try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
      Stream<String> ours =
          jars.map(each -> "lib/" + each.getFileName())
              .filter(each -> each.startsWith("lib/piecemeal-"));
      String[] command =
          Stream.of(Stream.of("sha256sum", jar), ours.sorted())
              .flatMap(words -> words)
              .toArray(String[]::new);
      return Installed.run(folder, command).lines().toList();
    }
  }
}
