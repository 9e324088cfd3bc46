package io.piecemeal.adapters.persistence.audit;

import io.piecemeal.application.port.out.AuditEvent;
import io.piecemeal.application.port.out.AuditTrail;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Writes each event as a line of JSON. */
public final class FileAuditTrail implements AuditTrail {

  /** Events that are kept while none can be written; each takes less than a kilobyte. */
  static final int MOST_KEPT = 10_000;

  private final AuditFile file;
  private final InstantSource clock;
  private final Supplier<Map<String, String>> context;
  private final Loss onLoss;
  private final Watch watch;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<String> kept = new ArrayDeque<>();
  private long dropped;
  private volatile boolean failing;

  /** What follows if events cannot be written. */
  public enum Loss {
    /** Nothing: what is done is counted as not written down. */
    IS_COUNTED,
    /** Nothing is changed until they can be. */
    STOPS_CHANGES
  }

  /** Is told how it goes; must not fail. */
  public interface Watch {
    /** An event cannot be written; it is kept. */
    void failed(IOException reason);

    /** There was no more room to keep one. */
    void dropped();

    /** What was kept is written. */
    void recovered();
  }

  /**
   * @param full bytes at which a new file is begun
   * @param context what is known, where an event is recorded, of the request that it is about
   */
  public FileAuditTrail(
      Path path,
      long full,
      InstantSource clock,
      Supplier<Map<String, String>> context,
      Loss onLoss,
      Watch watch) {
    this.file = new AuditFile(path.toAbsolutePath(), full);
    this.clock = clock;
    this.context = context;
    this.onLoss = onLoss;
    this.watch = watch;
  }

  /**
   * Opens the file, and makes it if it is not there, so that a start can tell whether events can be
   * written.
   *
   * @throws IOException if it cannot be opened
   */
  public static void requireOpen(Path path) throws IOException {
    new AuditFile(path.toAbsolutePath(), Long.MAX_VALUE).open();
  }

  @Override
  public void record(AuditEvent event) {
    String line = EventLine.of(event, clock.instant(), context.get());
    lock.lock();
    try {
      if (kept.size() < MOST_KEPT) {
        kept.add(line);
      } else {
        dropped++;
        watch.dropped();
      }
      write();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void requireWorking() {
    if (failing && onLoss == Loss.STOPS_CHANGES) {
      lock.lock();
      try {
        write();
      } finally {
        lock.unlock();
      }
      if (failing) {
        throw new StorageFailure.Unavailable(
            "write the audit trail", new IOException("the last attempt failed"));
      }
    }
  }

  @Override
  public long writeKept() {
    lock.lock();
    try {
      if (failing) {
        write();
      }
      return kept.size() + dropped;
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    Deque<String> lines = new ArrayDeque<>(kept);
    if (dropped > 0) {
      lines.add(EventLine.dropped(dropped, clock.instant()));
    }
    try {
      file.append(lines);
      kept.clear();
      dropped = 0;
      if (failing) {
        failing = false;
        watch.recovered();
      }
    } catch (IOException e) {
      failing = true;
      watch.failed(e);
    }
  }
}
