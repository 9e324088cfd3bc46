package io.piecemeal.adapters.tus.ietf;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The appends of this node, so that a new request to an upload ends an older one: its client has
 * given that up, and its connection may hang. On other nodes the older one only loses, since the
 * file ends elsewhere by then. An owner ends its own alone, whatever id it names.
 */
@Singleton
final class AppendsUnderWay {

  /** What has come is being stored meanwhile. An append that takes longer loses, or wins. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final AtomicLong arrivals = new AtomicLong();
  private final Map<Upload, Append> appends = new ConcurrentHashMap<>();

  private record Upload(Owner owner, FileId file) {}

  /** One of them, until it is closed. */
  final class Append implements AutoCloseable {
    private final Upload upload;
    private final long arrival;
    private final Runnable cut;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Append(Upload upload, long arrival, Runnable cut) {
      this.upload = upload;
      this.arrival = arrival;
      this.cut = cut;
    }

    @Override
    public void close() {
      appends.remove(upload, this);
      ended.countDown();
    }
  }

  /** The place of a request among all, to be taken before anything is waited for. */
  long arrive() {
    return arrivals.incrementAndGet();
  }

  /**
   * Begins one, and ends the one before.
   *
   * @param arrival its place among all requests
   * @param cut breaks off its connection; may be called from any thread
   * @throws IOException if a request that arrived later has begun; this one is cut then
   */
  Append begin(Owner owner, FileId file, long arrival, Runnable cut) throws IOException {
    Upload upload = new Upload(owner, file);
    Append append = new Append(upload, arrival, cut);
    Append before = appends.putIfAbsent(upload, append);
    while (before != null) {
      if (before.arrival > arrival) {
        cut.run();
        throw new IOException("a later request to the same upload has begun");
      }
      if (appends.replace(upload, before, append)) {
        end(before);
        return append;
      }
      before = appends.putIfAbsent(upload, append);
    }
    return append;
  }

  /** Ends the one under way, if there is one. */
  void end(Owner owner, FileId file) {
    end(appends.get(new Upload(owner, file)));
  }

  private static void end(@Nullable Append older) {
    if (older == null) {
      return;
    }
    older.cut.run();
    try {
      older.ended.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
