package io.piecemeal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingTest {

  private static final URI SERVER = URI.create("http://127.0.0.1:8080");
  private static final String ID = "a".repeat(32);

  @TempDir private Path folder;
  private Path source;

  @BeforeEach
  void write() throws IOException {
    source = Files.writeString(folder.resolve("source"), "bytes");
  }

  @Test
  void anotherRunFindsTheSessionAgain() {
    String once;
    try (Pending first = open()) {
      once = first.once();
      assertThat(first.fileId()).isEmpty();
      first.opened(ID);
    }
    try (Pending second = open()) {
      assertThat(second.once()).isEqualTo(once);
      assertThat(second.fileId()).contains(ID);
      second.forget();
    }
    try (Pending third = open()) {
      assertThat(third.once()).isNotEqualTo(once);
    }
  }

  @Test
  void keyThatOpensIsKeptBeforeAnythingIsOpened() {
    String once;
    try (Pending first = open()) {
      once = first.once();
    }
    try (Pending second = open()) {
      assertThat(second.once()).isEqualTo(once);
    }
  }

  @Test
  void changedFileAndOtherServerAreOtherUploads() throws IOException {
    try (Pending first = open()) {
      first.opened(ID);
    }
    try (Pending other = Pending.open(state(), URI.create("http://other"), source)) {
      assertThat(other.fileId()).isEmpty();
    }
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    try (Pending changed = open()) {
      assertThat(changed.fileId()).isEmpty();
    }
  }

  @Test
  void oneRunSendsAFileAtATime() {
    try (Pending first = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("another run");
      assertThat(first.fileId()).isEmpty();
    }
  }

  @Test
  void tornFileAndOldOnesAreForgotten() throws IOException {
    try (Pending first = open()) {
      first.opened(ID);
    }
    Path kept;
    try (Stream<Path> files = Files.list(state())) {
      kept = files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
    }
    Files.writeString(kept, "{\"once\":");
    try (Pending second = open()) {
      assertThat(second.fileId()).isEmpty();
    }
    Path old = Files.writeString(state().resolve("old.json"), "{}");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(9))));
    open().close();
    assertThat(old).doesNotExist();
  }

  private Path state() {
    return folder.resolve("state");
  }

  private Pending open() {
    return Pending.open(state(), SERVER, source);
  }
}
