package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.NodeId;
import java.time.Duration;

/**
 * Which node does what only one is to do at a time. Times are by the ledger's clock. Every method
 * is one atomic step, durable when it returns. Each throws {@link StorageFailure.Unavailable} if it
 * surely changed nothing and {@link StorageFailure.OutcomeUnknown} if it may have.
 */
public interface JobLeases {

  /** What one node does for all. */
  enum Job {
    /** Goes through the whole store for objects that no file has. */
    COLLECT,
    /** Reads all files to find damage. */
    SCRUB
  }

  /**
   * Takes the job, or renews the lease of the node that has it.
   *
   * @param lease from now on; after that any node may take it
   * @return false if another node has it
   */
  boolean hold(Job job, NodeId node, Duration lease);

  /** Gives the job back, so that others need not wait. Nothing happens if the node has it not. */
  void release(Job job, NodeId node);
}
