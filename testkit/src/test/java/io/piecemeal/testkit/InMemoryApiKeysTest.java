package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ApiKeys;

final class InMemoryApiKeysTest extends ApiKeysContract {

  @Override
  protected ApiKeys noKeys() {
    return new InMemoryApiKeys();
  }
}
