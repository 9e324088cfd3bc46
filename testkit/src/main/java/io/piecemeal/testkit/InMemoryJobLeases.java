package io.piecemeal.testkit;

import io.piecemeal.application.port.out.JobLeases;
import io.piecemeal.domain.storage.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/** Leases that last as long as their process. */
public final class InMemoryJobLeases implements JobLeases {

  private final InstantSource clock;
  private final Map<Job, Lease> leases = new EnumMap<>(Job.class);

  private record Lease(NodeId node, Instant end) {}

  public InMemoryJobLeases(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized boolean hold(Job job, NodeId node, Duration lease) {
    Instant now = clock.instant();
    Lease last = leases.get(job);
    if (last != null && !last.node().equals(node) && now.isBefore(last.end())) {
      return false;
    }
    leases.put(job, new Lease(node, now.plus(lease)));
    return true;
  }

  @Override
  public synchronized void release(Job job, NodeId node) {
    Lease last = leases.get(job);
    if (last != null && last.node().equals(node)) {
      leases.remove(job);
    }
  }
}
