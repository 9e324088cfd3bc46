package io.piecemeal.testkit;

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
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

final class InMemoryLedgerFixture implements LedgerFixture {

  /** Memory can always be reached; what it looks like if not has to be made up. */
  private static final WrongLedger.Mistake NO_ANSWER =
      _ -> {
        throw new StorageFailure.Unavailable("no answer", new IOException("injected"));
      };

  private final TestClock clock = new TestClock();
  private final InMemoryFileLedger ledger = new InMemoryFileLedger(clock);

  @Override
  public FileLedger files() {
    return ledger;
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
  public Tickets tickets() {
    return ledger;
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
  public Optional<LedgerFixture> unreachable() {
    return Optional.of(new WrongLedger(this, NO_ANSWER));
  }

  @Override
  public FileLedger losingNextAnswer() {
    FaultyFileLedger faulty = new FaultyFileLedger(ledger, ledger, ledger);
    faulty.loseNextAnswer();
    return faulty;
  }

  @Override
  public void letTimePass(Duration time) {
    clock.advance(time);
  }
}
