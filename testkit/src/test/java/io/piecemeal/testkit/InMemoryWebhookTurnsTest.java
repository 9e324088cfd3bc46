package io.piecemeal.testkit;

final class InMemoryWebhookTurnsTest extends WebhookTurnsContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new InMemoryLedgerFixture();
  }
}
