package io.piecemeal.bootstrap.jobs;

import io.piecemeal.application.port.out.JobLeases;
import io.piecemeal.application.port.out.JobLeases.Job;
import io.piecemeal.domain.storage.NodeId;
import io.piecemeal.domain.storage.StorageFailure;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has one node of all do a job at a time. A node that ends in the middle loses it soon. */
@Singleton
public class JobTurns {

  private static final Logger LOG = LoggerFactory.getLogger(JobTurns.class);

  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration RENEWED = LEASE.dividedBy(4);

  private final JobLeases leases;
  private final LongSupplier nanos;
  private final NodeId node = new NodeId(UUID.randomUUID());

  /** The jobs that this node has, and when it said so last. */
  private final Map<Job, Long> held = new ConcurrentHashMap<>();

  @Inject
  JobTurns(JobLeases leases) {
    this(leases, System::nanoTime);
  }

  JobTurns(JobLeases leases, LongSupplier nanos) {
    this.leases = leases;
    this.nanos = nanos;
  }

  /**
   * Runs a round if no other node has the job. Afterwards the job stays with this node until its
   * next round is due, so that all nodes together do it once in that time.
   *
   * @throws StorageFailure if the ledger cannot be asked
   */
  void run(Job job, Duration interval, Runnable round) {
    if (!hold(job, LEASE)) {
      return;
    }
    try {
      round.run();
      hold(job, interval);
    } catch (LostException e) {
      LOG.debug("the round was ended", e);
      LOG.warn("another node took {} over, as this one was silent for long", job);
    }
  }

  /** Ends the round if another node has the job now. Does nothing outside of a round. */
  public void requireHeld(Job job) {
    Long renewed = held.get(job);
    if (renewed != null && nanos.getAsLong() - renewed >= RENEWED.toNanos() && !hold(job, LEASE)) {
      throw new LostException();
    }
  }

  private boolean hold(Job job, Duration lease) {
    long now = nanos.getAsLong();
    boolean holds = leases.hold(job, node, lease);
    if (holds) {
      held.put(job, now);
    } else {
      held.remove(job);
    }
    return holds;
  }

  /** Gives back what this node has. */
  @PreDestroy
  void release() {
    for (Job job : held.keySet()) {
      try {
        leases.release(job, node);
      } catch (StorageFailure e) {
        LOG.debug("others wait for the end of the lease of {}", job, e);
      }
    }
    held.clear();
  }

  /** Ends a round. */
  private static final class LostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostException() {
      super("another node has the job");
    }
  }
}
