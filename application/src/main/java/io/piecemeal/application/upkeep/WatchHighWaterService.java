package io.piecemeal.application.upkeep;

import io.piecemeal.application.object.CommitFlag;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.in.WatchHighWater.Marks;
import io.piecemeal.application.port.in.WatchHighWater.Standing;
import io.piecemeal.application.port.out.LedgerMark;
import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.domain.storage.HighWaterMark;
import java.util.Optional;

/**
 * Advances the ledger's mark before the one beside the objects, and reads them the other way round:
 * so the latter is never above unless the ledger was set back. Once it is, nothing is advanced,
 * since that would wipe out the difference.
 */
public final class WatchHighWaterService implements WatchHighWater {

  /** More than nodes that just found the marks to agree still advance them by. */
  private static final long OUT_OF_REACH = 1L << 32;

  private final LedgerMark ledger;
  private final StoreMark store;
  private final CommitFlag commits;

  public WatchHighWaterService(LedgerMark ledger, StoreMark store, CommitFlag commits) {
    this.ledger = ledger;
    this.store = store;
    this.commits = commits;
  }

  @Override
  public Marks compare() {
    Optional<HighWaterMark> beside = store.read();
    return new Marks(ledger.read(), beside);
  }

  @Override
  public Marks beat() {
    if (!commits.take()) {
      return compare();
    }
    try {
      Marks marks = advance();
      if (marks.standing() == Standing.HELD) {
        commits.note();
      }
      return marks;
    } catch (RuntimeException e) {
      commits.note();
      throw e;
    }
  }

  @Override
  public Marks advance() {
    Marks marks = compare();
    return switch (marks.standing()) {
      case HELD -> marks;
      case AGREED -> advanced(marks);
    };
  }

  private Marks advanced(Marks marks) {
    if (marks.store().isEmpty()) {
      // Before the ledger has a mark: one without the other is taken for a loss.
      store.raise(HighWaterMark.ZERO);
    }
    HighWaterMark next = ledger.advance();
    store.raise(next);
    return new Marks(next, Optional.of(next));
  }

  @Override
  public Marks hold() {
    // Advanced first: a ledger without a mark beside objects with one is taken for another one.
    Marks marks = advance();
    if (marks.standing() == Standing.AGREED) {
      store.raise(new HighWaterMark(marks.ledger().value() + OUT_OF_REACH));
    }
    return compare();
  }

  @Override
  public Marks release() {
    Marks marks = compare();
    if (marks.store().isPresent()) {
      ledger.raise(marks.store().get());
    } else {
      store.raise(marks.ledger());
    }
    return compare();
  }
}
