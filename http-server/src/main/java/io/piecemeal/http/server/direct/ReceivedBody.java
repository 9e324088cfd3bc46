package io.piecemeal.http.server.direct;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a body on their way from the event loop, which adds them, to the one thread that
 * reads them. Holds at most a window of bytes and what one more read of the socket brings: where
 * the reader falls behind, the sender has to wait. Each piece counts with what it takes besides its
 * bytes, so that a body in pieces of one byte has no more memory than another.
 */
final class ReceivedBody extends InputStream {

  /** Bytes of memory that a piece takes besides its own, about. */
  static final int OVERHEAD = 256;

  private final IntSupplier window;
  private final Runnable readOn;
  private @Nullable Runnable firstWait;
  private final Queue<ByteBuf> arrived = new ArrayDeque<>();
  private int waiting;
  private State state = State.ARRIVING;
  private Flow flow = Flow.READING;
  private @Nullable IOException failure;

  private enum State {
    ARRIVING,
    COMPLETE,
    FAILED,
    CLOSED
  }

  private enum Flow {
    READING,
    PAUSED
  }

  /**
   * @param window bytes of memory that may wait here before the sender has to, at this moment
   * @param readOn is called, by the reader, when there is room again
   * @param firstWait is called, by the reader, if it has to wait before anything came
   */
  ReceivedBody(IntSupplier window, Runnable readOn, Runnable firstWait) {
    this.window = window;
    this.readOn = readOn;
    this.firstWait = firstWait;
  }

  /** Takes over a piece of the body. */
  synchronized void add(ByteBuf piece) {
    if (state == State.CLOSED || !piece.isReadable()) {
      piece.release();
      return;
    }
    firstWait = null;
    arrived.add(piece);
    waiting += piece.readableBytes() + OVERHEAD;
    notifyAll();
  }

  /** Says that nothing more comes. */
  synchronized void end() {
    if (state == State.ARRIVING) {
      state = State.COMPLETE;
      notifyAll();
    }
  }

  /** Says that the rest never comes: reading fails with {@code reason}, at once. */
  synchronized void fail(IOException reason) {
    if (state == State.ARRIVING) {
      state = State.FAILED;
      failure = reason;
      notifyAll();
    }
  }

  /**
   * Whether more is to be read from the socket now. If not, it is asked for later, unless the body
   * is complete or nobody reads it any more.
   */
  synchronized boolean wantsMore() {
    if (state != State.ARRIVING) {
      return false;
    }
    flow = waiting < window.getAsInt() ? Flow.READING : Flow.PAUSED;
    return flow == Flow.READING;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, target.length);
    if (count == 0) {
      return 0;
    }
    ByteBuf piece = next();
    if (piece == null) {
      return -1;
    }
    int taken = Math.min(count, piece.readableBytes());
    piece.readBytes(target, offset, taken);
    taken(piece, taken);
    return taken;
  }

  /**
   * The first piece, which stays here until it is read; null at the end. Only the reader closes.
   */
  private synchronized @Nullable ByteBuf next() throws IOException {
    while (arrived.isEmpty() && state == State.ARRIVING) {
      Runnable once = firstWait;
      if (once != null) {
        firstWait = null;
        once.run();
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for the body");
      }
    }
    if (state == State.FAILED) {
      throw new IOException("the body broke off", failure);
    }
    if (state == State.CLOSED) {
      throw new IOException("the body is closed");
    }
    return arrived.peek();
  }

  private void taken(ByteBuf piece, int bytes) {
    boolean hasRoomAgain;
    synchronized (this) {
      if (!piece.isReadable()) {
        arrived.remove();
        piece.release();
        waiting -= OVERHEAD;
      }
      waiting -= bytes;
      hasRoomAgain = flow == Flow.PAUSED && waiting <= window.getAsInt() / 2;
      if (hasRoomAgain) {
        flow = Flow.READING;
      }
    }
    if (hasRoomAgain) {
      readOn.run();
    }
  }

  /** Lets go of what was not read, and of what is still to come. */
  @Override
  public synchronized void close() {
    state = State.CLOSED;
    arrived.forEach(ByteBuf::release);
    arrived.clear();
  }
}
