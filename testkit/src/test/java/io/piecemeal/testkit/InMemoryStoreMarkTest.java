package io.piecemeal.testkit;

import io.piecemeal.application.port.out.StoreMark;

final class InMemoryStoreMarkTest extends StoreMarkContract {

  private final InMemoryStoreMark mark = new InMemoryStoreMark();

  @Override
  protected StoreMark newMark() {
    return mark;
  }

  @Override
  protected StoreMark secondNode() {
    return mark;
  }
}
