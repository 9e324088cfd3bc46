package io.piecemeal.bootstrap.jobs;

import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.settings.StartupException;
import io.piecemeal.domain.access.Reasons;
import io.piecemeal.domain.storage.ByteCount;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file beside the embedded database that holds nothing. It is deleted at a start that finds the
 * disk so full that PostgreSQL could not recover, and made again when there is room.
 */
public final class Ballast {

  /** Four segments of PostgreSQL's log: a recovery and the checkpoint after it need two. */
  public static final ByteCount SIZE = new ByteCount(64L << 20);

  private static final Logger LOG = LoggerFactory.getLogger(Ballast.class);
  private static final int BLOCK = 1 << 20;

  private final Path file;
  private final Space space;
  private final ByteCount minFree;

  /** Rounds are many; one line is enough. */
  private boolean isMissingTold;

  /** Tells how many bytes are free on a disk; a seam for tests in which it is full. */
  @FunctionalInterface
  interface Space {
    long free() throws IOException;
  }

  /**
   * @param minFree bytes that are free beside it, for it to be made
   */
  Ballast(Path file, Space space, ByteCount minFree) {
    this.file = file;
    this.space = space;
    this.minFree = minFree;
  }

  public static Ballast of(Settings settings) {
    Path directory = settings.dataDirectory();
    return new Ballast(
        directory.resolve("ballast"),
        () -> Files.getFileStore(directory).getUsableSpace(),
        settings.minFreeDisk());
  }

  /** Deletes the file if fewer bytes than it has are free. */
  public void releaseIfNeeded() {
    try {
      if (Files.exists(file) && space.free() < SIZE.value()) {
        Files.delete(file);
        LOG.warn("the disk is full; {} was deleted so that the database can start", file);
      }
    } catch (IOException e) {
      throw new StartupException("%s cannot be deleted: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Makes the file if it is not there and twice its size is free above the minimum.
   *
   * @param next is called before each block, and may end the making by what it throws
   */
  void restore(Runnable next) {
    try {
      if (Files.exists(file)) {
        return;
      }
      if (space.free() - minFree.value() >= 2 * SIZE.value()) {
        make(next);
        isMissingTold = false;
      } else if (!isMissingTold) {
        isMissingTold = true;
        LOG.warn(
            "there is no room for {}: should the disk get full, the database may not start again until some is freed",
            file);
      }
    } catch (IOException e) {
      LOG.debug("{} was not made", file, e);
      LOG.warn("{} was not made; the next round tries again: {}", file, Reasons.of(e));
    }
  }

  private void make(Runnable next) throws IOException {
    Path draft = file.resolveSibling("ballast.new");
    try {
      fill(draft, next);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** With bytes that no file system can compress. */
  private static void fill(Path draft, Runnable next) throws IOException {
    Random random = new Random();
    byte[] block = new byte[BLOCK];
    try (OutputStream out =
        Files.newOutputStream(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            StandardOpenOption.DSYNC)) {
      for (long written = 0; written < SIZE.value(); written += BLOCK) {
        next.run();
        random.nextBytes(block);
        out.write(block);
      }
    }
  }
}
