package io.piecemeal.http.server.netty;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.scheduling.annotation.Scheduled;
import io.netty.channel.Channel;
import io.piecemeal.http.server.address.Callers;
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
 * All connections of this node. Where there are too many, some are closed that can be spared: those
 * that keep the service waiting make room for those that do not. Safe for use by several threads.
 */
@Singleton
public final class Connections implements GracefulShutdownCapable {

  /** Part of a limit that is made room for at once, so that a search does for many connections. */
  private static final int PART = 8;

  private final ConnectionLimits limits;
  private final LateHeads lateHeads;
  private final Callers callers;
  private final MeterRegistry meters;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger all = new AtomicInteger();
  private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
  private final Map<Connection.Phase, AtomicInteger> costly =
      Map.of(
          Connection.Phase.HEAD, new AtomicInteger(),
          Connection.Phase.LINGERING, new AtomicInteger());
  private volatile boolean stopping;

  Connections(ConnectionLimits limits, LateHeads lateHeads, Callers callers, MeterRegistry meters) {
    this.limits = limits;
    this.callers = callers;
    this.lateHeads = lateHeads;
    this.meters = meters;
    meters.gauge("piecemeal.connections", all);
  }

  /** How many there are. */
  int count() {
    return all.get();
  }

  /** Counts a connection until it is closed; makes room for it if there are too many. */
  Connection admit(Channel channel) {
    String address = PeerAddress.of(channel.remoteAddress());
    Connection connection = new Connection(channel, address, this);
    open.add(connection);
    int total = all.incrementAndGet();
    int ofAddress = byAddress.merge(address, 1, Integer::sum);
    channel.closeFuture().addListener(_ -> leave(connection));
    if (ofAddress > limits.perAddress() && !callers.isProxy(channel.remoteAddress())) {
      makeRoom(limits.perAddress(), connection, one -> one.address().equals(address));
    }
    if (total > limits.all()) {
      makeRoom(limits.all(), connection, _ -> true);
    }
    return connection;
  }

  /** Does nothing if it has left already. */
  private void leave(Connection connection) {
    if (open.remove(connection)) {
      connection.leavePhase();
      all.decrementAndGet();
      byAddress.computeIfPresent(connection.address(), (_, count) -> count > 1 ? count - 1 : null);
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
  private void makeRoom(int limit, Connection newcomer, Predicate<Connection> group) {
    long now = System.nanoTime();
    List<Candidate> candidates = new ArrayList<>();
    for (Connection one : open) {
      if (one != newcomer && group.test(one) && one.canBeSpared(now)) {
        candidates.add(new Candidate(one, one.phase(), one.since()));
      }
    }
    if (candidates.isEmpty()) {
      newcomer.execute(() -> close(newcomer, "refused"));
      return;
    }
    candidates.sort(Candidate.CHEAPEST_FIRST);
    candidates.stream()
        .limit(Math.max(1, limit / PART))
        .map(Candidate::connection)
        .forEach(this::spare);
  }

  private void spare(Connection one) {
    leave(one);
    one.execute(() -> close(one, "spared"));
  }

  /** As it was when it was looked at. */
  private record Candidate(Connection connection, Connection.Phase phase, long since) {

    static final Comparator<Candidate> CHEAPEST_FIRST =
        Comparator.comparing(Candidate::phase).thenComparingLong(Candidate::since);
  }

  private void close(Connection one, String reason) {
    meters.counter("piecemeal.connections.closed", "reason", reason).increment();
    one.close();
  }

  @Scheduled(fixedDelay = "1s")
  void judge() {
    open.forEach(one -> one.execute(() -> judge(one)));
  }

  private void judge(Connection one) {
    long now = System.nanoTime();
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
        }
      }
      case IDLE -> {
        // The framework closes it after its idle time.
      }
    }
  }

  /** Those that only linger do not keep a service that stops. */
  @Override
  public CompletionStage<?> shutdownGracefully() {
    stopping = true;
    return CompletableFuture.completedStage(null);
  }
}
