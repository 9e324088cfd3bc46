package io.piecemeal.testkit;

import io.piecemeal.application.port.out.JobLeases;
import java.time.Duration;

final class InMemoryJobLeasesTest extends JobLeasesContract {

  private final TestClock clock = new TestClock();

  @Override
  protected JobLeases newLeases() {
    return new InMemoryJobLeases(clock);
  }

  @Override
  protected void letTimePass(Duration time) {
    clock.advance(time);
  }
}
