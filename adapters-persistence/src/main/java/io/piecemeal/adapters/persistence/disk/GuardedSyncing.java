package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Syncs until a sync fails, and never after that. The kernel tells of a lost page once and may take
 * it for clean afterwards, so that a later sync, of this file or of another one on a failing disk,
 * says nothing. Only a new process, whose operator had a look, starts afresh. A disk that is full
 * is no such case: it says so each time. Neither is a directory that could not be opened: the
 * kernel was not asked to sync anything then.
 */
final class GuardedSyncing implements Syncing {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedSyncing.class);

  private final Syncing syncing;
  private final AtomicReference<@Nullable IOException> first = new AtomicReference<>();

  GuardedSyncing(Syncing syncing) {
    this.syncing = syncing;
  }

  /** A sync. */
  private interface Step {
    void run() throws IOException;
  }

  @Override
  public void file(FileChannel file) throws IOException {
    guarded(() -> syncing.file(file));
  }

  @Override
  public void directory(Path directory) throws IOException {
    guarded(() -> syncing.directory(directory));
  }

  private void guarded(Step sync) throws IOException {
    IOException failure = first.get();
    if (failure != null) {
      throw new IOException("not synced, since a sync failed before", failure);
    }
    try {
      sync.run();
    } catch (NotOpenedException e) {
      throw e;
    } catch (IOException e) {
      if (!DiskFailures.isForLackOfSpace(e) && first.compareAndSet(null, e)) {
        LOG.error("a sync failed; no object is written any more until the process is restarted", e);
      }
      throw e;
    }
  }

  /**
   * Checks that something may be written.
   *
   * @throws StorageFailure.ReadOnly if a sync failed
   */
  void requireTrust() {
    IOException failure = first.get();
    if (failure != null) {
      throw new StorageFailure.ReadOnly("nothing is written, since a sync failed", failure);
    }
  }
}
