package io.piecemeal.testkit;

final class InMemoryCommitResolverTest extends CommitResolverContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
