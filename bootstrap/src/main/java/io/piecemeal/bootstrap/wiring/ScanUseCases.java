package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.piecemeal.adapters.scan.ClamdScanner;
import io.piecemeal.adapters.scan.TikaTypes;
import io.piecemeal.application.access.OwnScanPolicies;
import io.piecemeal.application.audit.AuditedUpkeep;
import io.piecemeal.application.file.DamageRegister;
import io.piecemeal.application.file.FileBytes;
import io.piecemeal.application.port.in.ManageScans;
import io.piecemeal.application.port.in.ScanFiles;
import io.piecemeal.application.port.out.ScanPolicyBook;
import io.piecemeal.application.port.out.ScanQueue;
import io.piecemeal.application.scan.ManageScansService;
import io.piecemeal.application.scan.ScanFilesService;
import io.piecemeal.bootstrap.jobs.ScanJob;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.sight.ScanCounts;
import io.piecemeal.domain.upload.ScanPolicies;
import io.piecemeal.domain.upload.ScanPolicy;
import jakarta.inject.Singleton;

/** Has files scanned before they can be read, where there is a scanner. */
@Factory
final class ScanUseCases {

  @Singleton
  @Bean(typed = OwnScanPolicies.class)
  OwnScanPolicies ownScanPolicies(ScanPolicyBook book, Settings settings) {
    return new OwnScanPolicies(
        book, settings.scanner().map(Settings.Scanner::policy).orElse(ScanPolicy.NONE));
  }

  /** Without a scanner nobody's files would ever be read, whatever policies there are. */
  @Singleton
  ScanPolicies scanPolicies(OwnScanPolicies own, Settings settings) {
    return settings.scanner().isPresent() ? own : ScanPolicies.NOBODY;
  }

  @Singleton
  ManageScans manageScans(ScanQueue queue, BeanProvider<ScanJob> job, AuditedUpkeep audit) {
    return audit.scans(new ManageScansService(queue, () -> job.ifPresent(ScanJob::wake)));
  }

  @Singleton
  @Requires(property = "piecemeal.scan-interval")
  ScanFiles scanFiles(
      ScanQueue queue,
      FileBytes bytes,
      DamageRegister damages,
      Settings settings,
      ScanCounts counts,
      AuditedUpkeep audit) {
    ClamdScanner scanner =
        new ClamdScanner(settings.scanner().orElseThrow().address(), ClamdScanner.Patience.DEFAULT);
    return audit.verdicts(
        counts.watch(
            new ScanFilesService(
                queue, bytes, scanner, new TikaTypes(), damages, System::nanoTime)));
  }
}
