package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Has the disk work while a file is still being received: syncs it every now and then, on another
 * thread, one sync at a time. The last sync, which the sender waits for, finds little left to do
 * then. For one thread at a time.
 */
final class WriteBehind {

  /** Bytes that are worth a sync: with less, flushes would cost more than the waiting saves. */
  static final int STEP = 1024 * 1024;

  /** Early syncs at once; where more are wanted, the last sync of a file does all the work. */
  private static final Semaphore PLACES = new Semaphore(64);

  /** Platform threads, since a virtual one that opens a file keeps its carrier from all others. */
  private static final Executor THREADS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("early-sync-", 0).factory());

  private final Path file;
  private final Syncing syncing;
  private int unsynced;
  private long start;
  private @Nullable CompletableFuture<Void> underWay;

  WriteBehind(Path file, Syncing syncing) {
    this.file = file;
    this.syncing = syncing;
  }

  /**
   * Says that so many bytes more were written.
   *
   * @throws IOException if an earlier sync failed
   */
  void wrote(int bytes) throws IOException {
    unsynced += bytes;
    if (unsynced < STEP || isUnderWay() || !PLACES.tryAcquire()) {
      return;
    }
    try {
      await();
      unsynced = 0;
      start = System.nanoTime();
      underWay = CompletableFuture.runAsync(this::sync, THREADS);
    } catch (IOException | RuntimeException e) {
      PLACES.release();
      throw e;
    }
  }

  private boolean isUnderWay() throws IOException {
    if (underWay == null || underWay.isDone()) {
      return false;
    }
    if (System.nanoTime() - start > DiskCalls.PATIENCE.toNanos()) {
      throw new IOException("the disk does not answer: a sync has not returned");
    }
    return true;
  }

  /**
   * Has a channel of its own: the writer's is closed when the writer is interrupted, and a sync
   * that this cuts off would look like a disk that fails.
   */
  private void sync() {
    try (FileChannel own =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      syncing.file(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      PLACES.release();
    }
  }

  /**
   * Waits until no sync is under way, whether the thread is interrupted or not: to remove a file
   * before it is synced would look like a disk that fails, too.
   *
   * @throws IOException if one failed
   */
  void await() throws IOException {
    try {
      if (underWay != null) {
        underWay.join();
      }
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw failure.getCause();
      }
      throw e;
    }
  }
}
