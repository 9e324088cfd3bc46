package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ContentScanner;

final class InMemoryScannerTest extends ContentScannerContract {

  @Override
  protected ContentScanner scanner() {
    return new InMemoryScanner(MOST);
  }

  @Override
  protected ContentScanner unreachable() {
    InMemoryScanner down = new InMemoryScanner(MOST);
    down.goDown();
    return down;
  }
}
