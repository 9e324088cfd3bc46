package io.piecemeal.benchmarks.peer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of peers: the one of this process without what Micronaut would find there and make
 * part of any application, our own controllers among them.
 */
final class ClassPath {

  private static final List<String> OURS =
      List.of("piecemeal-adapters", "micronaut-security", "micronaut-micrometer");

  private ClassPath() {}

  static String ofPeers() throws IOException {
    Path jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
    try (Stream<Path> libraries = Files.list(jar.resolveSibling("lib"))) {
      return Stream.concat(Stream.of(withoutManifest(jar)), libraries.filter(ClassPath::isForPeers))
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  /** The manifest of the jar names all libraries; the classes beside it are the same. */
  private static Path withoutManifest(Path jar) {
    return jar.resolveSibling("../classes").normalize();
  }

  private static boolean isForPeers(Path library) {
    String name = library.getFileName().toString();
    return OURS.stream().noneMatch(name::startsWith);
  }
}
