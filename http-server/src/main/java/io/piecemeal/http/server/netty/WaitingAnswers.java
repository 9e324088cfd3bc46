package io.piecemeal.http.server.netty;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Answers that lie in memory as a whole until their callers have taken them. How many bytes all of
 * them have is bounded: where there are more, the connections that have let theirs wait for the
 * longest time are closed. Who reads has an answer in a moment, however many do not. Safe for use
 * by several threads.
 */
@Singleton
final class WaitingAnswers {

  private static final int SHARE_OF_HEAP = 8;

  /** Part of the bound that is made free at once, so that a search does for many answers. */
  private static final int PART = 8;

  private final long most;
  private final Counter closed;
  private final Set<Waiting> waiting = new LinkedHashSet<>();
  private long bytes;

  @Inject
  WaitingAnswers(MeterRegistry meters) {
    this(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, meters);
  }

  /**
   * @param most bytes of all of them together
   */
  WaitingAnswers(long most, MeterRegistry meters) {
    this.most = most;
    closed = meters.counter("piecemeal.connections.closed", "reason", "untaken");
    Gauge.builder("piecemeal.answers.waiting", this, WaitingAnswers::bytes)
        .description("Answers in memory that their callers have not taken")
        .baseUnit("bytes")
        .register(meters);
  }

  /** An answer that was begun to be sent. */
  private static final class Waiting {
    private final Channel channel;
    private final int bytes;

    Waiting(Channel channel, int bytes) {
      this.channel = channel;
      this.bytes = bytes;
    }
  }

  /**
   * Counts an answer.
   *
   * @param size in bytes
   * @return is run once it was sent or given up
   */
  Runnable begin(Channel channel, int size) {
    Waiting begun = new Waiting(channel, size);
    List<Waiting> tooLate;
    synchronized (this) {
      waiting.add(begun);
      bytes += size;
      tooLate = bytes > most ? longestWaiting(begun) : List.of();
    }
    tooLate.forEach(this::close);
    return () -> end(begun);
  }

  /** They count no longer, so that the next newcomer does not choose them again. */
  private List<Waiting> longestWaiting(Waiting newcomer) {
    List<Waiting> chosen = new ArrayList<>();
    Iterator<Waiting> oldest = waiting.iterator();
    while (oldest.hasNext() && bytes > most - most / PART) {
      Waiting next = oldest.next();
      if (next != newcomer) {
        oldest.remove();
        bytes -= next.bytes;
        chosen.add(next);
      }
    }
    return chosen;
  }

  private void close(Waiting late) {
    closed.increment();
    Channel channel = late.channel;
    channel.eventLoop().execute(() -> close(channel));
  }

  /** Past all handlers: they would wait for the answer. */
  private static void close(Channel channel) {
    ChannelHandlerContext first = channel.pipeline().firstContext();
    if (first != null) {
      first.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }

  private synchronized void end(Waiting ended) {
    if (waiting.remove(ended)) {
      bytes -= ended.bytes;
    }
  }

  /** How many there are now. */
  synchronized long bytes() {
    return bytes;
  }
}
