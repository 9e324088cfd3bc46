package io.piecemeal.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {

  private static final long BOUND = 10L * 1024 * 1024 + 8 * 1024;

  @TempDir Path folder;

  @Test
  void newRunKeepsTheLogOfTheLastOneOnly() throws IOException {
    for (String run : new String[] {"first", "second", "third"}) {
      drain(ServerLog.begin(file()), run);
    }
    assertThat(file()).hasContent("third");
    assertThat(folder.resolve("server.log.1")).hasContent("second");
    assertThat(folder).isDirectoryNotContaining("glob:**first**");
  }

  @Test
  void logNeverTakesMoreThanTwoFilesOfBoundedSize() throws IOException {
    ServerLog log = ServerLog.begin(file());
    drain(log, "a line of the log\n".repeat(2_000_000));
    assertThat(Files.size(file())).isBetween(1L, BOUND);
    assertThat(Files.size(folder.resolve("server.log.1"))).isBetween(1L, BOUND);
    assertThat(log.tail().lines()).hasSize(20).containsOnly("a line of the log");
  }

  @Test
  void logThatCannotBeWrittenIsDrainedAllTheSameAndSaysSo() throws IOException {
    ServerLog log = ServerLog.begin(file());
    Files.createDirectory(file());
    drain(log, "important\n");
    assertThat(log.tail()).contains("important").contains("The log file was not written");
  }

  private Path file() {
    return folder.resolve("server.log");
  }

  private static void drain(ServerLog log, String output) {
    Thread drainer =
        log.drain(new ByteArrayInputStream(output.getBytes(StandardCharsets.US_ASCII)));
    assertThat(Waiting.until(() -> !drainer.isAlive(), Duration.ofMinutes(5))).isTrue();
  }
}
