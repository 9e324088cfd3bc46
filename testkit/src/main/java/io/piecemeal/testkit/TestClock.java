package io.piecemeal.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Safe for use by several threads. */
public final class TestClock implements InstantSource {

  private final AtomicReference<Instant> now;

  /** Starts between two microseconds, so that who keeps nanoseconds by mistake is found out. */
  public TestClock() {
    this(Instant.parse("2026-04-13T05:32:04.123456789Z"));
  }

  public TestClock(Instant start) {
    now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  public void advance(Duration by) {
    now.updateAndGet(instant -> instant.plus(by));
  }
}
