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
import java.util.function.UnaryOperator;

/** The ledger in memory behind decorators, so that they pass the suites of what they decorate. */
public class DecoratedLedgerFixture implements LedgerFixture {

  private final TestClock clock = new TestClock();
  private final InMemoryFileLedger ledger = new InMemoryFileLedger(clock);
  private final UnaryOperator<FileLedger> files;
  private final UnaryOperator<Tickets> tickets;

  /**
   * @param files puts the decorator before the ledger of files
   * @param tickets puts the decorator before that of tickets
   */
  public DecoratedLedgerFixture(UnaryOperator<FileLedger> files, UnaryOperator<Tickets> tickets) {
    this.files = files;
    this.tickets = tickets;
  }

  @Override
  public FileLedger files() {
    return files.apply(ledger);
  }

  @Override
  public FileCatalog catalog() {
    return ledger;
  }

  @Override
  public FileAssembly assembly() {
    return ledger;
  }

  @Override
  public EventLog events() {
    return ledger.events();
  }

  @Override
  public WebhookBook webhooks() {
    return ledger.webhooks();
  }

  @Override
  public WebhookTurns turns() {
    return ledger.webhooks();
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
  public ScanQueue scans() {
    return ledger.scans();
  }

  @Override
  public ScanPolicyBook scanPolicies() {
    return ledger.scans();
  }

  @Override
  public Tickets tickets() {
    return tickets.apply(ledger);
  }

  @Override
  public DownloadTickets downloads() {
    return ledger.downloads();
  }

  @Override
  public OwnerBook owners() {
    return ledger.owners();
  }

  /** It lasts as long as its process, so that the other node is in the same one. */
  @Override
  public LedgerFixture secondNode() {
    return this;
  }

  @Override
  public FileLedger losingNextAnswer() {
    FaultyFileLedger faulty = new FaultyFileLedger(ledger, ledger, ledger);
    faulty.loseNextAnswer();
    return files.apply(faulty);
  }

  @Override
  public void letTimePass(Duration time) {
    clock.advance(time);
  }
}
