package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.JobLeases;
import io.piecemeal.domain.storage.NodeId;
import java.time.Duration;

/** A row for each job. Jobs are of nodes and not of files, so they are in no shard. */
record PostgresJobLeases(Database database) implements JobLeases {

  private static final String HOLD =
      """
      INSERT INTO job_lease (job, node, held_until) VALUES (?, ?, now() + %s)
      ON CONFLICT (job) DO UPDATE SET node = EXCLUDED.node, held_until = EXCLUDED.held_until
      WHERE job_lease.node = EXCLUDED.node OR job_lease.held_until <= now()
      RETURNING job
      """
          .formatted(Times.INTERVAL);

  private static final String RELEASE =
      "DELETE FROM job_lease WHERE job = ? AND node = ? RETURNING job";

  @Override
  public boolean hold(Job job, NodeId node, Duration lease) {
    return !database
        .change(
            "hold %s".formatted(job),
            HOLD,
            parameters -> parameters.text(job.name()).text(node.value().toString()).duration(lease),
            row -> row.text("job"))
        .isEmpty();
  }

  @Override
  public void release(Job job, NodeId node) {
    database.change(
        "release %s".formatted(job),
        RELEASE,
        parameters -> parameters.text(job.name()).text(node.value().toString()),
        row -> row.text("job"));
  }
}
