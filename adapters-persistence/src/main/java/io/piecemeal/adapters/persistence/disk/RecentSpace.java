package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.ByteCount;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a disk how much it still takes, but not for every object that is written. */
final class RecentSpace implements FreeSpace {

  /** In this time a disk takes less than the least that an operator would keep free. */
  private static final Duration VALIDITY = Duration.ofMillis(50);

  private final FreeSpace disk;
  private volatile @Nullable Answer last;

  private record Answer(ByteCount usable, long time) {}

  RecentSpace(FreeSpace disk) {
    this.disk = disk;
  }

  @Override
  public ByteCount usable() throws IOException {
    Answer answer = last;
    long now = System.nanoTime();
    if (answer == null || now - answer.time() > VALIDITY.toNanos()) {
      answer = new Answer(disk.usable(), now);
      last = answer;
    }
    return answer.usable();
  }
}
