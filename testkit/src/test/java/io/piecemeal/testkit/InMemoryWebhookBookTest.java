package io.piecemeal.testkit;

final class InMemoryWebhookBookTest extends WebhookBookContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
