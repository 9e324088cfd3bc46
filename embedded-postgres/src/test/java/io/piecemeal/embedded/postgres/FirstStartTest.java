package io.piecemeal.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartTest {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @TempDir Path directory;

  @Test
  void initdbThatWasKilledMidwayDoesNotPoisonTheNextStart() throws Exception {
    try (OtherProcess other = OtherProcess.start(directory)) {
      assertThat(Waiting.until(this::initdbIsAtWork, PATIENCE)).isTrue();
      other.kill();
    }
    assertThat(directory.resolve("cluster")).doesNotExist();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
      assertThat(Sql.asOwner(postgres).query("SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void whatInterruptedStartsLeftIsRemovedAndDamagedOrOldBinariesAreReplaced() throws Exception {
    Path half = Files.createDirectories(directory.resolve("new-123/data/base"));
    Files.writeString(half.resolve("PG_VERSION"), "18\n");
    Path old = Files.createDirectories(directory.resolve("bin-17.0.0/bin"));
    String version = BinariesArchive.forThisMachine().version();
    Files.createDirectories(directory.resolve("bin-" + version));
    EmbeddedPostgres.start(directory).close();
    assertThat(half).doesNotExist();
    assertThat(old).doesNotExist();
    assertThat(names(directory))
        .containsExactlyInAnyOrder("lock", "server.log", "cluster", "bin-" + version);
  }

  @Test
  void directoryThatCannotBeMadeIsNamedInTheError() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> EmbeddedPostgres.start(file.resolve("below")))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("PIECEMEAL_DATABASE_URL");
  }

  private boolean initdbIsAtWork() throws IOException {
    return names(directory).stream()
        .filter(name -> name.startsWith("new-"))
        .anyMatch(name -> Files.exists(directory.resolve(name).resolve("data/base/1")));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }
}
