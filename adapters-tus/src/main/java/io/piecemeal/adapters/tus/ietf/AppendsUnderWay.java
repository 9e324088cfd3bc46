package io.piecemeal.adapters.tus.ietf;

import io.piecemeal.domain.upload.FileId;
import io.piecemeal.http.server.interim.InterimAnswers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The appends of this node, so that a new request to an upload ends an older one: its client has
 * given that up, and its connection may hang. On other nodes the older one only loses, since the
 * file ends elsewhere by then.
 */
@Singleton
final class AppendsUnderWay {

  /** What has come is being stored meanwhile. An append that takes longer loses, or wins. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Map<FileId, Append> appends = new ConcurrentHashMap<>();

  /** One of them, until it is closed. */
  final class Append implements AutoCloseable {
    private final FileId file;
    private final InterimAnswers request;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Append(FileId file, InterimAnswers request) {
      this.file = file;
      this.request = request;
    }

    @Override
    public void close() {
      appends.remove(file, this);
      ended.countDown();
    }
  }

  /** Begins one, and ends the one before. */
  Append begin(FileId file, InterimAnswers request) {
    Append append = new Append(file, request);
    end(appends.put(file, append));
    return append;
  }

  /** Ends the one under way, if there is one. */
  void end(FileId file) {
    end(appends.get(file));
  }

  private static void end(@Nullable Append older) {
    if (older == null) {
      return;
    }
    older.request.cut();
    try {
      older.ended.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
