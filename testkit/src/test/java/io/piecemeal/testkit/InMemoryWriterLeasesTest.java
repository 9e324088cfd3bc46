package io.piecemeal.testkit;

import io.piecemeal.application.port.out.WriterLeases;
import java.time.Duration;

final class InMemoryWriterLeasesTest extends WriterLeasesContract {

  private final TestClock clock = new TestClock();
  private final WriterLeases leases = new InMemoryWriterLeases(clock);

  @Override
  protected WriterLeases newLeases() {
    return leases;
  }

  @Override
  protected WriterLeases secondNode() {
    return leases;
  }

  @Override
  protected void letTimePass(Duration time) {
    clock.advance(time);
  }
}
