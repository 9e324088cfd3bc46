package io.piecemeal.bootstrap.jobs;

import io.micronaut.context.annotation.Context;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.piecemeal.application.port.out.AuditTrail;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events that the audit trail could not take, without waiting for the next one: on a quiet
 * night that may not come before the process ends, and what is kept ends with it.
 */
@Context
class AuditJob {

  private static final Logger LOG = LoggerFactory.getLogger(AuditJob.class);

  private final AuditTrail trail;

  AuditJob(AuditTrail trail) {
    this.trail = trail;
  }

  @Scheduled(fixedDelay = "10s", initialDelay = "10s")
  @ExecuteOn(TaskExecutors.BLOCKING)
  void run() {
    trail.writeKept();
  }

  @PreDestroy
  void end() {
    long lost = trail.writeKept();
    if (lost > 0) {
      LOG.error("the process ends, and the audit trail lacks {} of its events", lost);
    }
  }
}
