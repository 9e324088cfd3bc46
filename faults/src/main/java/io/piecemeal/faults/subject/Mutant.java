package io.piecemeal.faults.subject;

import io.piecemeal.harness.service.ServiceJar;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A service that breaks its promise, to prove that the checker notices: one class of the product is
 * found in another version before it. The product's own code has no switch for that.
 */
public enum Mutant {

  /** Nothing is synced: what was acknowledged may still be in memory only. */
  NO_FSYNC("no-fsync", "KernelSyncing"),

  /** The row is committed before the bytes of small chunks are written. */
  LATE_WRITE("late-write", "SegmentWriter"),

  /** A chunk is appended although the file is no longer what it was when that was decided. */
  BLIND_APPEND("blind-append", "AppendStatement");

  private final String option;
  private final String mutated;

  Mutant(String option, String mutated) {
    this.option = option;
    this.mutated = mutated;
  }

  /** The mutant with a name. */
  public static Optional<Mutant> named(String name) {
    return Stream.of(values()).filter(mutant -> mutant.option.equals(name)).findFirst();
  }

  /** All names. */
  public static String names() {
    return Stream.of(values()).map(Mutant::toString).collect(Collectors.joining(", "));
  }

  /**
   * Compiles it for a service.
   *
   * @param work where its classes are put
   * @return their folder
   */
  public Path compile(ServiceJar jar, Path work) throws IOException {
    Path classes = Files.createDirectories(work.resolve(option));
    Path source = classes.resolve(mutated + ".java");
    String resource = "%s/%s.java.txt".formatted(option, mutated);
    try (InputStream text = Mutant.class.getResourceAsStream(resource)) {
      if (text == null) {
        throw new IOException("no source of the mutant " + resource);
      }
      long _ = Files.copy(text, source);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int outcome =
        compiler.run(
            null,
            null,
            null,
            List.of(
                    "-proc:none",
                    "-nowarn",
                    "-cp",
                    classPath(jar),
                    "-d",
                    classes.toString(),
                    source.toString())
                .toArray(String[]::new));
    if (outcome != 0) {
      throw new IOException("the mutant %s does not fit the service any more".formatted(option));
    }
    return classes;
  }

  /** The name by which it is asked for. */
  @Override
  public String toString() {
    return option;
  }

  private static String classPath(ServiceJar jar) throws IOException {
    try (Stream<Path> libraries = Files.list(jar.jar().resolveSibling("lib"))) {
      return libraries.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }
}
