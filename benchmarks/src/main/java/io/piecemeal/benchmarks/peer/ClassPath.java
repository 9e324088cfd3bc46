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
 * part of any application. Of our own modules there are only those that peers are made of.
 */
final class ClassPath {

  private static final String OURS = "piecemeal-";

  private static final List<String> FOR_PEERS =
      List.of("piecemeal-chunk-codec", "piecemeal-embedded-postgres", "piecemeal-harness");

  private static final List<String> ADDED_TO_ANY_APPLICATION =
      List.of("micronaut-security", "micronaut-micrometer");

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

  static boolean isForPeers(Path library) {
    String name = library.getFileName().toString();
    return name.startsWith(OURS)
        ? FOR_PEERS.stream().anyMatch(name::startsWith)
        : ADDED_TO_ANY_APPLICATION.stream().noneMatch(name::startsWith);
  }
}
