package io.piecemeal.testkit;

import io.piecemeal.application.port.out.TypeDetector;

final class KnownHeadsTest extends TypeDetectorContract {

  @Override
  protected TypeDetector detector() {
    return new KnownHeads();
  }
}
