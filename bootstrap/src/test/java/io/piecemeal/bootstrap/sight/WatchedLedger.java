package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piecemeal.application.port.out.CommitResolver;
import io.piecemeal.application.port.out.Compactions;
import io.piecemeal.application.port.out.DamageMarks;
import io.piecemeal.application.port.out.DeletionQueue;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.InlineObjects;
import io.piecemeal.application.port.out.LedgerMark;
import io.piecemeal.application.port.out.Orphans;
import io.piecemeal.application.port.out.OwnerBook;
import io.piecemeal.application.port.out.Tickets;
import io.piecemeal.testkit.FaultyFileLedger;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.LedgerFixture;
import io.piecemeal.testkit.TestClock;
import java.time.Duration;

/** The ledger in memory behind what watches one. */
final class WatchedLedger implements LedgerFixture {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AppendStages stages = new AppendStages(registry);
  private final TestClock clock = new TestClock();
  private final InMemoryFileLedger ledger = new InMemoryFileLedger(clock);

  @Override
  public FileLedger files() {
    return stages.watch(ledger);
  }

  @Override
  public Tickets tickets() {
    return new TicketCounts(registry).watch(ledger);
  }

  @Override
  public FileLedger losingNextAnswer() {
    FaultyFileLedger faulty = new FaultyFileLedger(ledger, ledger, ledger);
    faulty.loseNextAnswer();
    return stages.watch(faulty);
  }

  @Override
  public FileCatalog catalog() {
    return ledger;
  }

  @Override
  public InlineObjects inline() {
    return ledger;
  }

  @Override
  public CommitResolver resolver() {
    return ledger;
  }

  @Override
  public DeletionQueue deletionQueue() {
    return ledger;
  }

  @Override
  public Compactions compactions() {
    return ledger;
  }

  @Override
  public Orphans orphans() {
    return ledger;
  }

  @Override
  public LedgerMark mark() {
    return ledger.mark();
  }

  @Override
  public DamageMarks conditions() {
    return ledger;
  }

  @Override
  public OwnerBook owners() {
    return ledger.owners();
  }

  @Override
  public LedgerFixture secondNode() {
    return this;
  }

  @Override
  public void letTimePass(Duration time) {
    clock.advance(time);
  }
}
