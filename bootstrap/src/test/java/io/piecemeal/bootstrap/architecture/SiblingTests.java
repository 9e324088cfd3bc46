package io.piecemeal.bootstrap.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The tests of the modules that implement driven ports: not on this module's class path. */
final class SiblingTests {

  private SiblingTests() {}

  /** Where the build put them. */
  static List<Path> compiled() {
    try (Stream<Path> modules = Files.list(projectDirectory())) {
      return modules
          .filter(SiblingTests::implementsPorts)
          .filter(module -> Files.isDirectory(module.resolve("src/test/java")))
          .map(SiblingTests::compiledTestsOf)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean implementsPorts(Path module) {
    String name = module.getFileName().toString();
    return name.equals("testkit") || name.startsWith("adapters-");
  }

  private static Path compiledTestsOf(Path module) {
    Path classes = module.resolve("target/test-classes");
    if (!Files.isDirectory(classes)) {
      throw new IllegalStateException(
          "%s is missing: build from the project's root, mvn -pl bootstrap -am verify"
              .formatted(classes));
    }
    return classes;
  }

  /** This class lies in {@code <project>/bootstrap/target/test-classes}. */
  static Path projectDirectory() {
    try {
      Path classes =
          Path.of(SiblingTests.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return classes.resolve("../../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
