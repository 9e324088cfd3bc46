package io.piecemeal.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Closes a body that brings nothing for too long: its reader waits for ever otherwise. */
final class StallGuard implements AutoCloseable {

  private final InputStream body;
  private final Thread watch;
  private volatile long lastMove = System.nanoTime();

  StallGuard(InputStream body, Duration longest) {
    this.body = body;
    this.watch = Thread.ofVirtual().unstarted(() -> watch(longest));
    watch.start();
  }

  void moved() {
    lastMove = System.nanoTime();
  }

  private void watch(Duration longest) {
    try {
      for (Duration idle = idle(); idle.compareTo(longest) < 0; idle = idle()) {
        Thread.sleep(longest.minus(idle).plusMillis(1));
      }
      body.close();
    } catch (InterruptedException e) {
      // The body was read to its end: nothing is left to be watched.
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // It is broken already, which its reader has noticed by itself.
      Thread.currentThread().interrupt();
    }
  }

  private Duration idle() {
    return Duration.ofNanos(System.nanoTime() - lastMove);
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
