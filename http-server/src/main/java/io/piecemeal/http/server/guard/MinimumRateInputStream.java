package io.piecemeal.http.server.guard;

import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request body that is watched: where its sender stalls, or sends more slowly than it must, the
 * thread that waits for it is interrupted, and reading ends with a problem that says so. Only time
 * spent waiting for the sender counts, and only then is there an interrupt: never while the bytes
 * are being written.
 */
final class MinimumRateInputStream extends FilterInputStream {

  private final RequestGuards guards;
  private final Thread reader = Thread.currentThread();
  private State state = State.WRITING;
  private long waitingSince;
  private long waited;
  private long received;

  private enum State {
    WRITING,
    WAITING,
    TOO_SLOW
  }

  MinimumRateInputStream(InputStream body, RequestGuards guards) {
    super(body);
    this.guards = guards;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    startWaiting();
    int got;
    try {
      got = super.read(target, offset, count);
    } catch (IOException | RuntimeException e) {
      stopWaiting(0, e);
      throw e;
    }
    stopWaiting(got, null);
    return got;
  }

  private synchronized void startWaiting() {
    waitingSince = System.nanoTime();
    state = State.WAITING;
  }

  private synchronized void stopWaiting(int got, @Nullable Exception failure) {
    if (state == State.TOO_SLOW) {
      // The interrupt was ours, and it did its work.
      Thread.interrupted();
      RequestRejected rejected = tooSlow();
      if (failure != null) {
        rejected.addSuppressed(failure);
      }
      throw rejected;
    }
    state = State.WRITING;
    waited += System.nanoTime() - waitingSince;
    received += Math.max(0, got);
  }

  private RequestRejected tooSlow() {
    return new RequestRejected(
        Problem.of(ProblemKind.REQUEST_TIMEOUT, "The body stalled; nothing was changed.")
            .with("min_body_bytes_per_second", guards.minBodyRate().value())
            .with("max_body_idle_seconds", guards.bodyIdle().toSeconds())
            .header("Connection", "close"));
  }

  /** Interrupts the reader if the body is too slow by now. */
  synchronized void judge(long now) {
    if (state == State.WAITING && (isIdle(now) || isBelowRate(now))) {
      state = State.TOO_SLOW;
      reader.interrupt();
    }
  }

  private boolean isIdle(long now) {
    return now - waitingSince > guards.bodyIdle().toNanos();
  }

  private boolean isBelowRate(long now) {
    Duration spent = Duration.ofNanos(waited + now - waitingSince);
    return spent.compareTo(RequestGuards.GRACE) > 0
        && received < guards.minBodyRate().value() * spent.toSeconds();
  }
}
