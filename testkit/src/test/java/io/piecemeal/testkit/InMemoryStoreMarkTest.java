package io.piecemeal.testkit;

import io.piecemeal.application.port.out.StoreMark;

final class InMemoryStoreMarkTest extends StoreMarkContract {

  @Override
  protected StoreMark newMark() {
    return new InMemoryStoreMark();
  }
}
