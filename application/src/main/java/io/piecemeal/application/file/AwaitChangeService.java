package io.piecemeal.application.file;

import io.piecemeal.application.object.Pause;
import io.piecemeal.application.object.WaitingOwners;
import io.piecemeal.application.port.in.AwaitChange;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;

/**
 * Looks at the file's row now and then, since another node may change it. The number of those who
 * wait bounds the look-ups per second.
 */
public final class AwaitChangeService implements AwaitChange {

  static final Duration INTERVAL = Duration.ofMillis(500);

  /** At most so many look-ups by waiting in each interval. */
  static final int MOST_WAITING = 128;

  /** So that four owners can wait whatever one of them does. */
  static final int MOST_WAITING_OF_ONE_OWNER = MOST_WAITING / 4;

  private final WaitingOwners waiting = new WaitingOwners(MOST_WAITING, MOST_WAITING_OF_ONE_OWNER);
  private final FileLookup files;
  private final Pause pause;

  public AwaitChangeService(FileCatalog catalog, Pause pause) {
    this.files = new FileLookup(catalog);
    this.pause = pause;
  }

  @Override
  public StoredFile await(Owner owner, FileId file, Duration atMost) {
    StoredFile seen = files.find(owner, file);
    if (atMost.isZero() || isFinal(seen)) {
      return seen;
    }
    waiting.enter(owner);
    try {
      return awaitOtherThan(seen, atMost);
    } finally {
      waiting.leave(owner);
    }
  }

  private static boolean isFinal(StoredFile file) {
    return switch (file) {
      case UploadSession open -> false;
      case CompleteFile complete -> !complete.isBeingScanned();
    };
  }

  private StoredFile awaitOtherThan(StoredFile seen, Duration atMost) {
    StoredFile now = seen;
    Duration left = atMost;
    while (now.equals(seen) && left.isPositive()) {
      Duration next = left.compareTo(INTERVAL) < 0 ? left : INTERVAL;
      if (!pause.goOnAfter(next)) {
        return now;
      }
      left = left.minus(next);
      now = files.find(seen.owner(), seen.id());
    }
    return now;
  }
}
