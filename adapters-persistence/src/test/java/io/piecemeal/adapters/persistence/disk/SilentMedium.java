package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Syncs until it is silenced; then no sync returns, and no file is opened. */
final class SilentMedium implements Syncing {

  private final KernelSyncing syncing = new KernelSyncing();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final List<Path> pipes = new ArrayList<>();
  private volatile boolean silent;

  /** Puts pipes into the places of files: opening one waits until its other end is opened. */
  void silence(List<Path> files) {
    silent = true;
    for (Path file : files) {
      try {
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      pipes.add(file);
    }
  }

  /** Opens those other ends, and leaves nothing of the pipes. */
  void answer() {
    answer.countDown();
    for (Path pipe : pipes) {
      if (Files.exists(pipe)) {
        end(pipe);
      }
    }
  }

  private static void end(Path pipe) {
    try (FileChannel _ =
        FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Files.deleteIfExists(pipe);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void file(FileChannel file) throws IOException {
    if (silent) {
      try {
        answer.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    syncing.file(file);
  }

  @Override
  public void directory(Path directory) throws IOException {
    syncing.directory(directory);
  }
}
