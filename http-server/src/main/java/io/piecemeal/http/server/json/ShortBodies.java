package io.piecemeal.http.server.json;

import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads bodies that are short in a time that is bounded: a caller who sends a byte now and then
 * would keep its connection for as long as it likes, and all callers share those.
 */
public final class ShortBodies {

  /** A body has so long, and as long as it takes at this rate beside. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private static final int BYTES_PER_SECOND = 8 << 10;

  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private ShortBodies() {}

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("short-bodies").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /**
   * Reads to the end, or so many bytes. The calling thread may be interrupted while it waits for
   * the sender.
   *
   * @throws RequestRejected with 408 if the sender took too long
   */
  public static byte[] read(InputStream body, int most) throws IOException {
    return read(body, most, GRACE.plusSeconds(most / BYTES_PER_SECOND));
  }

  static byte[] read(InputStream body, int most, Duration longest) throws IOException {
    Reading reading = new Reading(Thread.currentThread(), longest);
    Future<?> end = TIMER.schedule(reading::expire, longest.toMillis(), TimeUnit.MILLISECONDS);
    try {
      byte[] bytes = body.readNBytes(most);
      reading.requireInTime();
      return bytes;
    } catch (IOException | RuntimeException e) {
      reading.requireInTime();
      throw e;
    } finally {
      end.cancel(false);
    }
  }

  /** One body; its reader is interrupted while it reads, and never afterwards. */
  private static final class Reading {

    private final Thread reader;
    private final Duration longest;
    private State state = State.UNDER_WAY;

    private enum State {
      UNDER_WAY,
      ENDED,
      EXPIRED
    }

    Reading(Thread reader, Duration longest) {
      this.reader = reader;
      this.longest = longest;
    }

    synchronized void expire() {
      if (state == State.UNDER_WAY) {
        state = State.EXPIRED;
        reader.interrupt();
      }
    }

    synchronized void requireInTime() {
      if (state == State.EXPIRED) {
        // The interrupt was ours, and it did its work.
        Thread.interrupted();
        throw tooSlow();
      }
      state = State.ENDED;
    }

    private RequestRejected tooSlow() {
      return new RequestRejected(
          Problem.of(
                  ProblemKind.REQUEST_TIMEOUT,
                  "The body did not come within %d seconds; nothing was changed."
                      .formatted(longest.toSeconds()))
              .header("Connection", "close"));
    }
  }
}
