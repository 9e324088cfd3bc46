package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.testkit.Race;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Files that say nothing, as on a network file system whose server is gone: FIFOs without one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilentStoreTest {

  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration LONG = Duration.ofMinutes(2);

  /** Enough for a file of its own. */
  private static final int LENGTH = 600_000;

  /** Many more than there are processors. */
  private static final int CALLERS = 18;

  private final Path data = TestService.newDataDirectory();
  private InProcessService service;
  private Caller alice;

  @BeforeAll
  void start() {
    service = TestService.alone(data);
    alice = new Caller(service.port(), TestService.ALICE);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void anObjectThatSaysNothingIsAnsweredForAndKeepsNobodyElseWaiting() throws Exception {
    String other = alice.openWith(Bytes.utf8("other"));
    List<ObjectsOnDisk.StoredObject> before = List.copyOf(ObjectsOnDisk.in(data));
    String silent = alice.openWith(Bytes.patterned(LENGTH));
    Path object =
        ObjectsOnDisk.in(data).stream()
            .filter(found -> !before.contains(found))
            .map(ObjectsOnDisk.StoredObject::file)
            .findFirst()
            .orElseThrow();
    byte[] bytes = Files.readAllBytes(object);
    Files.delete(object);
    makeFifo(object);

    List<Duration> waits = Race.run(CALLERS, lane -> timed(() -> call(lane, silent, other)));

    assertThat(waits).allSatisfy(wait -> assertThat(wait).isLessThan(LIMIT));
    release(object);
    Files.write(object, bytes);
    Await.until(
        "complete",
        LONG,
        () -> alice.post("/uploads/" + silent + "/complete", "{}").status() == 200);
  }

  private void call(int lane, String silent, String other) {
    switch (lane % 3) {
      case 0 -> alice.post("/uploads/" + silent + "/complete", "{}").isProblem(503, "unavailable");
      case 1 -> assertThat(alice.bytes(other)).asString().isEqualTo("other");
      default -> alice.send(alice.anonymous("/health/ready")).is(200);
    }
  }

  @Test
  void aMarkThatSaysNothingDoesNotHoldUpReadiness() throws Exception {
    Path mark = data.resolve("high-water");
    Files.deleteIfExists(mark);
    makeFifo(mark);

    List<Duration> waits =
        Race.run(
            4,
            lane -> timed(() -> alice.send(alice.anonymous("/health/ready")).has("storage", "up")));

    assertThat(waits).allSatisfy(wait -> assertThat(wait).isLessThan(LIMIT));
    release(mark);
  }

  private static Duration timed(Runnable call) {
    long start = System.nanoTime();
    call.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void makeFifo(Path path) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
  }

  /** Lets the waiter for the other end go on, and finds that none is left. */
  private static void release(Path fifo) throws IOException {
    try (FileChannel _ =
        FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Files.delete(fifo);
    }
  }
}
