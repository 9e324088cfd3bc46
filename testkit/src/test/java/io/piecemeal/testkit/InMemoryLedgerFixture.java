package io.piecemeal.testkit;

import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.util.Optional;

/** The ledger in memory as it is. */
final class InMemoryLedgerFixture extends DecoratedLedgerFixture {

  /** Memory can always be reached; what it looks like if not has to be made up. */
  private static final WrongLedger.Mistake NO_ANSWER =
      _ -> {
        throw new StorageFailure.Unavailable("no answer", new IOException("injected"));
      };

  InMemoryLedgerFixture() {
    super(files -> files, tickets -> tickets);
  }

  @Override
  public Optional<LedgerFixture> unreachable() {
    return Optional.of(new WrongLedger(this, NO_ANSWER));
  }
}
