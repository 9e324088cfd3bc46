package io.piecemeal.bootstrap.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The objects that a service keeps on disk. */
final class ObjectsOnDisk {

  private ObjectsOnDisk() {}

  /** All files below the objects' folder, whatever they are. */
  static Set<Path> in(Path dataDirectory) {
    try (Stream<Path> files = Files.walk(dataDirectory.resolve("objects"))) {
      return files.filter(Files::isRegularFile).collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of the service that all tests share. */
  static Set<Path> ofTestService() {
    return in(TestService.dataDirectory());
  }
}
