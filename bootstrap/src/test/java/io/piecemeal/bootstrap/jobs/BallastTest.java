package io.piecemeal.bootstrap.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.storage.ByteCount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the ballast is there, and when it is not. */
final class BallastTest {

  private static final long SIZE = Ballast.SIZE.value();
  private static final ByteCount MIN_FREE = new ByteCount(1000);

  @TempDir private Path data;
  private long free = MIN_FREE.value() + 2 * SIZE;

  private Ballast ballast() {
    return new Ballast(file(), () -> free, MIN_FREE);
  }

  private Path file() {
    return data.resolve("ballast");
  }

  @Test
  void itIsMadeWhereThereIsRoomAndTakesItsSize() throws IOException {
    ballast().restore(() -> {});

    assertThat(file()).hasSize(SIZE);
    assertThat(allocated(file())).isGreaterThanOrEqualTo(SIZE);
    assertThat(data).isDirectoryNotContaining("glob:**.new");
  }

  /** In blocks of 512 bytes, as stat(2) has it. */
  private static long allocated(Path file) throws IOException {
    Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
    return 512
        * Long.parseLong(
            new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
  }

  @Test
  void itIsNotMadeWhereThereIsNoRoom() {
    free--;
    ballast().restore(() -> {});

    assertThat(data).isEmptyDirectory();
  }

  @Test
  void aStartOnAFullDiskDeletesIt() {
    ballast().restore(() -> {});
    free = SIZE;
    ballast().releaseIfNeeded();
    assertThat(file()).exists();

    free = SIZE - 1;
    ballast().releaseIfNeeded();
    assertThat(file()).doesNotExist();
    ballast().releaseIfNeeded();
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void whatEndsTheMakingLeavesNothing() {
    RuntimeException stop = new IllegalStateException("the service stops");

    assertThatThrownBy(
            () ->
                ballast()
                    .restore(
                        () -> {
                          throw stop;
                        }))
        .isSameAs(stop);

    assertThat(data).isEmptyDirectory();
  }
}
