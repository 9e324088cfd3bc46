package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.CommitResolver;
import io.piecemeal.application.port.out.Compactions;
import io.piecemeal.application.port.out.DamageMarks;
import io.piecemeal.application.port.out.DeletionQueue;
import io.piecemeal.application.port.out.DownloadTickets;
import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.application.port.out.FileAssembly;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.InlineObjects;
import io.piecemeal.application.port.out.LedgerMark;
import io.piecemeal.application.port.out.Orphans;
import io.piecemeal.application.port.out.OwnerBook;
import io.piecemeal.application.port.out.ScanPolicyBook;
import io.piecemeal.application.port.out.ScanQueue;
import io.piecemeal.application.port.out.Tickets;
import io.piecemeal.application.port.out.WebhookBook;
import io.piecemeal.application.port.out.WebhookTurns;
import io.piecemeal.testkit.LedgerFixture;

/** The ports of a fixture that are simply the adapter's. */
interface PostgresPorts extends LedgerFixture {

  PostgresPersistence persistence();

  @Override
  default FileLedger files() {
    return persistence().files();
  }

  @Override
  default FileCatalog catalog() {
    return persistence().catalog();
  }

  @Override
  default FileAssembly assembly() {
    return persistence().assembly();
  }

  @Override
  default EventLog events() {
    return persistence().events();
  }

  @Override
  default WebhookBook webhooks() {
    return persistence().webhooks();
  }

  @Override
  default WebhookTurns turns() {
    return persistence().turns();
  }

  @Override
  default InlineObjects inline() {
    return persistence().inline();
  }

  @Override
  default CommitResolver resolver() {
    return persistence().resolver();
  }

  @Override
  default DeletionQueue deletionQueue() {
    return persistence().deletionQueue();
  }

  @Override
  default Compactions compactions() {
    return persistence().compactions();
  }

  @Override
  default Orphans orphans() {
    return persistence().orphans();
  }

  @Override
  default LedgerMark mark() {
    return persistence().mark();
  }

  @Override
  default DamageMarks conditions() {
    return persistence().conditions();
  }

  @Override
  default ScanQueue scans() {
    return persistence().scans();
  }

  @Override
  default ScanPolicyBook scanPolicies() {
    return persistence().scanPolicies();
  }

  @Override
  default Tickets tickets() {
    return persistence().tickets();
  }

  @Override
  default DownloadTickets downloads() {
    return persistence().downloads();
  }

  @Override
  default OwnerBook owners() {
    return persistence().owners();
  }
}
