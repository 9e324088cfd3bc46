package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.subject.CommitCounter;
import io.piecemeal.benchmarks.subject.Leftovers;
import io.piecemeal.harness.service.ObjectServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What servers keep in an object store, seen from behind it. */
final class StoredObjects {

  private StoredObjects() {}

  /** Counts the objects that it has now; each was put once. */
  static CommitCounter counter(ObjectServer store) {
    return () -> {
      try (Stream<Path> files = Files.walk(store.folder().orElseThrow())) {
        return OptionalLong.of(files.filter(Files::isRegularFile).count());
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    };
  }

  /** All its objects. */
  static Leftovers leftovers(ObjectServer store) {
    return Leftovers.in(store.folder().orElseThrow());
  }
}
