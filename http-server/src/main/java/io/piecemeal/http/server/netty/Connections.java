package io.piecemeal.http.server.netty;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.scheduling.annotation.Scheduled;
import io.netty.channel.Channel;
import io.piecemeal.http.server.address.ClientAddresses;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * All connections of this node, and all streams of those that speak HTTP/2, which count like
 * connections. Where there are too many, some are closed that can be spared: those that keep the
 * service waiting make room for those that do not. Safe for use by several threads.
 */
@Singleton
public final class Connections implements GracefulShutdownCapable {

  /** Part of a limit that is made room for at once, so that a search does for many connections. */
  private static final int PART = 8;

  private final ConnectionLimits limits;
  private final LateHeads lateHeads;
  private final ClientAddresses callers;
  private final MeterRegistry meters;
  private final Set<Counted> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger all = new AtomicInteger();
  private final AtomicInteger streams = new AtomicInteger();
  private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
  private final Map<Connection.Phase, AtomicInteger> costly =
      Map.of(
          Connection.Phase.HEAD, new AtomicInteger(),
          Connection.Phase.LINGERING, new AtomicInteger());
  private volatile boolean stopping;

  Connections(
      ConnectionLimits limits, LateHeads lateHeads, ClientAddresses callers, MeterRegistry meters) {
    this.limits = limits;
    this.callers = callers;
    this.lateHeads = lateHeads;
    this.meters = meters;
    meters.gauge("piecemeal.connections", this, it -> it.all.get() - it.streams.get());
    meters.gauge("piecemeal.http2.streams", streams);
  }

  /** How many there are. */
  int count() {
    return all.get();
  }

  /** Whether it still counts. */
  boolean has(Counted one) {
    return open.contains(one);
  }

  /** Counts a connection until it is closed; makes room for it if there are too many. */
  Connection admit(Channel channel) {
    String address = PeerAddress.of(channel.remoteAddress());
    Connection connection = new Connection(channel, address, this);
    admit(connection, channel);
    return connection;
  }

  /** Counts a stream until it is closed, like a connection of its caller's. */
  RequestStream admit(Channel channel, Connection of, Http2Frames frames, int longestTarget) {
    RequestStream stream = new RequestStream(channel, of, frames, longestTarget);
    streams.incrementAndGet();
    admit(stream, channel);
    return stream;
  }

  private void admit(Counted one, Channel channel) {
    String address = one.address();
    open.add(one);
    int total = all.incrementAndGet();
    int ofAddress = byAddress.merge(address, 1, Integer::sum);
    channel.closeFuture().addListener(_ -> leave(one));
    if (ofAddress > limits.perAddress() && !callers.isProxy(channel.remoteAddress())) {
      makeRoom(limits.perAddress(), one, other -> other.address().equals(address));
    }
    if (total > limits.all()) {
      makeRoom(limits.all(), one, _ -> true);
    }
  }

  /** Does nothing if it has left already. */
  private void leave(Counted one) {
    if (open.remove(one)) {
      one.leavePhase();
      all.decrementAndGet();
      if (one instanceof RequestStream) {
        streams.decrementAndGet();
      }
      byAddress.computeIfPresent(one.address(), (_, count) -> count > 1 ? count - 1 : null);
    }
  }

  /** A connection is in a phase in which it holds memory for nothing. */
  AtomicInteger costlyPhaseBegins(Connection connection) {
    Connection.Phase phase = connection.phase();
    AtomicInteger counter = costly.getOrDefault(phase, all);
    if (counter.incrementAndGet() > limits.unfinishedHeads()) {
      makeRoom(limits.unfinishedHeads(), connection, one -> one.phase() == phase);
    }
    return counter;
  }

  /** What is chosen no longer counts, so that the next newcomer does not choose it again. */
  private void makeRoom(int limit, Counted newcomer, Predicate<Counted> group) {
    long now = System.nanoTime();
    List<Candidate> candidates = new ArrayList<>();
    for (Counted one : open) {
      if (one != newcomer && group.test(one) && one.canBeSpared(now)) {
        candidates.add(new Candidate(one, one.phase(), one.since()));
      }
    }
    if (candidates.isEmpty()) {
      count("refused");
      newcomer.refuse();
      return;
    }
    candidates.sort(Candidate.CHEAPEST_FIRST);
    candidates.stream()
        .limit(Math.max(1, limit / PART))
        .map(Candidate::counted)
        .forEach(this::spare);
  }

  private void spare(Counted one) {
    leave(one);
    one.execute(() -> close(one, "spared"));
  }

  /** As it was when it was looked at. */
  private record Candidate(Counted counted, Connection.Phase phase, long since) {
    static final Comparator<Candidate> CHEAPEST_FIRST =
        Comparator.comparing(Candidate::phase).thenComparingLong(Candidate::since);
  }

  private void close(Counted one, String reason) {
    count(reason);
    one.close();
  }

  private void count(String reason) {
    meters.counter("piecemeal.connections.closed", "reason", reason).increment();
  }

  /** A caller sends what makes work and brings nothing, over HTTP/2. */
  void endFlood(Connection one) {
    count("flood");
    one.endCalmly();
  }

  @Scheduled(fixedDelay = "1s")
  void judge() {
    open.forEach(one -> one.execute(() -> judge(one)));
  }

  private void judge(Counted one) {
    long now = System.nanoTime();
    switch (one) {
      case Connection connection -> judge(connection, now);
      case RequestStream stream -> {
        if (stream.watchAnswer(now) > limits.stalledAnswer().toNanos()) {
          close(stream, "stalled");
        }
      }
    }
  }

  private void judge(Connection one, long now) {
    switch (one.phase()) {
      case NEW, HEAD -> {
        if (now - one.since() > limits.head().toNanos()) {
          lateHeads.refuse(one, limits.head());
        }
      }
      case LINGERING -> {
        if (one.hasLingered(now, stopping)) {
          close(one, "lingered");
        }
      }
      case REQUEST -> {
        if (one.watchAnswer(now) > limits.stalledAnswer().toNanos()) {
          close(one, "stalled");
        } else if (one.headOfStreamIsLate(now, limits.head())) {
          close(one, "late");
        }
      }
      case IDLE -> {
        // Over HTTP/1.1 the framework closes it after its idle time.
        if (one.watchAnswer(now) > limits.stalledAnswer().toNanos()) {
          close(one, "stalled");
        } else {
          one.closeIfUnused(now);
        }
      }
    }
  }

  /**
   * Those that only linger do not keep a service that stops; over HTTP/2, streams that are under
   * way come to their end, and with the last one their connection.
   */
  @Override
  public CompletionStage<?> shutdownGracefully() {
    stopping = true;
    open.forEach(
        one -> {
          if (one instanceof Connection connection) {
            connection.execute(connection::endWithStreams);
          }
        });
    return CompletableFuture.completedStage(null);
  }

  /**
   * Closes all that are left. Done when those who wait for something from them have been told, each
   * by its event loop.
   */
  public CompletionStage<?> breakOff() {
    return CompletableFuture.allOf(
        open.stream()
            .map(
                one ->
                    CompletableFuture.runAsync(one::close, one::execute)
                        .thenRunAsync(() -> {}, one::execute))
            .toArray(CompletableFuture[]::new));
  }
}
