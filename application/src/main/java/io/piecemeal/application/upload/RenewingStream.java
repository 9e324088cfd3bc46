package io.piecemeal.application.upload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A stream that does something now and then while it is read. */
public final class RenewingStream extends FilterInputStream {

  private final InstantSource clock;
  private final Duration interval;
  private final Runnable renewal;
  private Instant due;

  public RenewingStream(
      InputStream content, InstantSource clock, Duration interval, Runnable renewal) {
    super(content);
    this.clock = clock;
    this.interval = interval;
    this.renewal = renewal;
    this.due = clock.instant().plus(interval);
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    renewIfDue();
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    renewIfDue();
    return count;
  }

  private void renewIfDue() {
    Instant now = clock.instant();
    if (now.isBefore(due)) {
      return;
    }
    renewal.run();
    due = now.plus(interval);
  }
}
