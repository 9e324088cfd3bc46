package io.piecemeal.bootstrap.jobs;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.piecemeal.application.access.OwnQuotas;
import io.piecemeal.application.access.OwnScanPolicies;
import io.piecemeal.domain.storage.StorageFailure;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads again what each owner may have, and whose files are scanned, as another node may have
 * changed it.
 */
@Singleton
@Requires(property = "piecemeal.quota-interval")
class QuotaJob {

  private static final Logger LOG = LoggerFactory.getLogger(QuotaJob.class);

  private final OwnQuotas quotas;
  private final OwnScanPolicies policies;
  private final BackgroundWork work;

  QuotaJob(OwnQuotas quotas, OwnScanPolicies policies, BackgroundWork work) {
    this.quotas = quotas;
    this.policies = policies;
    this.work = work;
  }

  /** At the start as well, so that no request has to read them. */
  @Scheduled(fixedDelay = "${piecemeal.quota-interval}", initialDelay = "0s")
  @ExecuteOn(TaskExecutors.BLOCKING)
  synchronized void run() {
    work.run(this::refresh);
  }

  private void refresh() {
    try {
      quotas.refresh();
      policies.refresh();
    } catch (StorageFailure e) {
      // The heartbeat tells of an outage.
      LOG.debug("quotas and policies count on as they were read last", e);
    }
  }
}
