package io.piecemeal.harness.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {

  private static final Pattern READY = Pattern.compile("ready on ([0-9]+)");
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final String HANGS =
      """
      class Hangs {
        public static void main(String[] arguments) throws InterruptedException {
          System.out.println("hanging");
          new java.util.concurrent.CountDownLatch(1).await();
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void readyLineIsAwaitedAndTheProgramEndsWithTheChild() throws Exception {
    long pid;
    try (Child child = start("echo hello; echo ready on 4711; exec cat")) {
      pid = child.pid();

      assertThat(child.awaitReady(LIMIT).group(1)).isEqualTo("4711");
      assertThat(Files.readString(folder.resolve("log"))).contains("hello");
    }
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void programThatEndsBeforeItIsReadyIsAnError() throws Exception {
    try (Child child = start("echo oh no; exit 3")) {
      assertThatThrownBy(() -> child.awaitReady(LIMIT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("oh no")
          .hasMessageContaining("exit code 3");
    }
  }

  @Test
  void jvmThatHangsShowsItsThreads() throws Exception {
    Path source = Files.writeString(folder.resolve("Hangs.java"), HANGS);
    Path log = folder.resolve("log");
    ProcessBuilder hangs = new ProcessBuilder(Programs.java(), source.toString());
    try (Child child = Child.start(hangs, log, READY)) {
      Waiting.until(
          "it hangs", LIMIT, () -> Files.exists(log) && Files.readString(log).contains("hanging"));

      assertThatThrownBy(() -> child.awaitReady(Duration.ZERO))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("hanging")
          .hasMessageContaining("Hangs.main");
    }
  }

  private Child start(String script) throws IOException {
    return Child.start(new ProcessBuilder("sh", "-c", script), folder.resolve("log"), READY);
  }
}
