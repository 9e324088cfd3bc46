package io.piecemeal.faults.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A library that is loaded before the C library and tells a process another time of day. Debian and
 * others have it as a package {@code libfaketime}.
 */
record FakeTime(Path library) {

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"));

  private static final int DEPTH = 3;
  private static final String NAME = "libfaketime.so.1";

  static Optional<FakeTime> find() {
    return PLACES.stream()
        .filter(Files::isDirectory)
        .flatMap(FakeTime::below)
        .findFirst()
        .map(FakeTime::new);
  }

  /** What moves the clock of a process, but neither durations nor the times of files. */
  Map<String, String> moved(String by) {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME",
        by,
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "NO_FAKE_STAT",
        "1");
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> files = Files.find(folder, DEPTH, (file, _) -> file.endsWith(NAME))) {
      return files.toList().stream();
    } catch (IOException unreadable) {
      // A folder that may not be looked into has nothing for us.
      return Stream.empty();
    }
  }
}
