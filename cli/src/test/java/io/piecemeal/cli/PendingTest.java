package io.piecemeal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.client.UploadOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
    try (Pending other =
        Pending.open(state(), URI.create("http://other"), source, UploadOptions.named("source"))) {
      assertThat(other.fileId()).isEmpty();
    }
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    try (Pending changed = open()) {
      assertThat(changed.fileId()).isEmpty();
    }
  }

  @Test
  void anotherProcessIsKeptOut() throws IOException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherRun.class.getName(),
                state().toString(),
                source.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.getInputStream().read()).isEqualTo('1');
      assertThatThrownBy(this::open)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("another run");
    } finally {
      other.destroyForcibly().onExit().join();
    }
    open().close();
  }

  @Test
  void oneRunSendsAFileUnderSeveralNamesAndSeveralTimes() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), source);
    String once;
    String again;
    try (Pending first = open();
        Pending second = open();
        Pending other = Pending.open(state(), SERVER, link, UploadOptions.named("link"))) {
      once = first.once();
      again = second.once();
      assertThat(Set.of(once, again, other.once())).hasSize(3);
    }
    try (Pending first = open();
        Pending second = open()) {
      assertThat(first.once()).isEqualTo(once);
      assertThat(second.once()).isEqualTo(again);
    }
  }

  @Test
  void fileThatIsToBeOfAnotherNameOrTypeIsAnotherUpload() {
    try (Pending first = open()) {
      first.opened(ID);
    }
    UploadOptions named = UploadOptions.named("other");
    UploadOptions typed = UploadOptions.named("source").withContentType("text/plain");
    for (UploadOptions options : List.of(named, typed)) {
      try (Pending other = Pending.open(state(), SERVER, source, options)) {
        assertThat(other.fileId()).isEmpty();
      }
    }
  }

  /** A link to nothing is in the list and has no time, as what is gone since it was listed. */
  @Test
  void whatAnotherUploadRemovesMeanwhileIsNoFailure() throws IOException {
    Path state = Files.createDirectories(state());
    Files.createSymbolicLink(state.resolve("other.json.new"), state.resolve("gone"));
    try (Pending pending = open()) {
      assertThat(pending.fileId()).isEmpty();
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
    return Pending.open(state(), SERVER, source, UploadOptions.named("source"));
  }

  /** Another run, which sends the file until it is ended. */
  static final class OtherRun {

    private OtherRun() {}

    public static void main(String[] arguments) throws IOException {
      try (Pending held =
          Pending.open(
              Path.of(arguments[0]),
              SERVER,
              Path.of(arguments[1]),
              UploadOptions.named("source"))) {
        System.out.print(held.fileId().isEmpty() ? 1 : 0);
        System.out.flush();
        System.in.read();
      }
    }
  }
}
