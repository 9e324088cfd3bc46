package io.piecemeal.http.server.netty;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Answers that lie in memory as a whole until their callers have taken them. How many bytes all of
 * them have is bounded: where there are more, connections that have let theirs wait for a second
 * are closed, and where there are twice as many, others too, in the order in which they began to
 * wait. Who reads has an answer in a moment, however many do not. Safe for use by several threads.
 */
@Singleton
final class WaitingAnswers {

  private static final int SHARE_OF_HEAP = 8;

  /** Part of the bound that is made free at once, so that a search does for many answers. */
  private static final int PART = 8;

  /** Who reads at all has most answers within it. */
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private final long most;
  private final LongSupplier nanos;
  private final Counter closed;
  private final Set<Waiting> waiting = new LinkedHashSet<>();
  private long bytes;

  @Inject
  WaitingAnswers(MeterRegistry meters) {
    this(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, System::nanoTime, meters);
  }

  /**
   * @param most bytes of all of them together, while some have waited for a second; twice as many
   *     otherwise
   */
  WaitingAnswers(long most, LongSupplier nanos, MeterRegistry meters) {
    this.most = most;
    this.nanos = nanos;
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
    private final long since;

    Waiting(Channel channel, int bytes, long since) {
      this.channel = channel;
      this.bytes = bytes;
      this.since = since;
    }
  }

  /**
   * Counts an answer.
   *
   * @param size in bytes
   * @return is run once it was sent or given up
   */
  Runnable begin(Channel channel, int size) {
    Waiting begun = new Waiting(channel, size, nanos.getAsLong());
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
      if (bytes <= 2 * most && newcomer.since - next.since < A_MOMENT.toNanos()) {
        // All behind it began to wait later.
        break;
      }
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
