package io.piecemeal.testkit;

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
import java.time.Duration;
import java.util.Optional;

/**
 * A ledger under test, seen through all the ports that show it. What a fixture cannot show of its
 * ledger it leaves empty; the tests that need it are skipped then, and say so.
 */
public interface LedgerFixture {

  FileLedger files();

  FileCatalog catalog();

  FileAssembly assembly();

  EventLog events();

  WebhookBook webhooks();

  WebhookTurns turns();

  InlineObjects inline();

  CommitResolver resolver();

  DeletionQueue deletionQueue();

  Compactions compactions();

  Orphans orphans();

  LedgerMark mark();

  DamageMarks conditions();

  ScanQueue scans();

  ScanPolicyBook scanPolicies();

  Tickets tickets();

  DownloadTickets downloads();

  OwnerBook owners();

  /**
   * The same ledger as another process has it, which shares nothing with this one but what is
   * committed.
   */
  LedgerFixture secondNode();

  /**
   * The same ledger as a process finds it that starts when all others have ended. Empty for one
   * that ends with its process.
   */
  default Optional<LedgerFixture> reopened() {
    return Optional.empty();
  }

  /** A ledger that cannot be reached; empty for one that always can. */
  default Optional<LedgerFixture> unreachable() {
    return Optional.empty();
  }

  /** The same ledger, whose next change is made and then loses its answer. */
  FileLedger losingNextAnswer();

  /**
   * Makes everything that the ledger knows this much older, without waiting. A fake moves its
   * clock; a database shifts the times in its rows back.
   */
  void letTimePass(Duration time);
}
