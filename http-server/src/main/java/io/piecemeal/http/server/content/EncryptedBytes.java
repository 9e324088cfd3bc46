package io.piecemeal.http.server.content;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of answers TLS has encrypted and their callers have not taken. A block that was
 * encrypted is released, and takes as much memory as before. Safe for use by several threads.
 */
@Singleton
public final class EncryptedBytes {

  private final AtomicLong pending = new AtomicLong();

  /**
   * Some were encrypted, or sent.
   *
   * @param bytes how many; negative when they were sent or thrown away
   */
  public void add(long bytes) {
    pending.addAndGet(bytes);
  }

  /** How many there are now. */
  public long pending() {
    return pending.get();
  }
}
