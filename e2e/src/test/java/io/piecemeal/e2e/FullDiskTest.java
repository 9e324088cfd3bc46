package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.bootstrap.jobs.Ballast;
import io.piecemeal.bootstrap.jobs.BallastJob;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service on a small disk of its own, which is full to the last byte. */
final class FullDiskTest {

  @TempDir private Path disk;

  @BeforeEach
  void mount() throws Exception {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=600m", "tmpfs", disk.toString()) == 0,
        "only root can mount a disk for this test");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", disk.toString());
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  private InProcessService start() {
    return InProcessService.start(
        List.of("--port=0", "--min-free-disk=1MiB", "--data-dir=" + disk.resolve("data")),
        Map.of());
  }

  @Test
  void aFullDiskCanBeStartedOn() throws Exception {
    Path ballast = disk.resolve("data/ballast");
    try (InProcessService service = start()) {
      service.bean(BallastJob.class).run();
      assertThat(ballast).hasSize(Ballast.SIZE.value());
    }
    Path filler = disk.resolve("filler");
    fill(filler);
    assertThat(Files.getFileStore(disk).getUsableSpace()).isZero();

    try (InProcessService service = start()) {
      assertThat(ballast).doesNotExist();

      Files.delete(filler);
      service.bean(BallastJob.class).run();
      assertThat(ballast).hasSize(Ballast.SIZE.value());
    }
  }

  /** Until there is no room for a byte more. */
  private static void fill(Path filler) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left on device");
    }
  }
}
