package io.piecemeal.cli;

import io.piecemeal.client.StoredFile;
import io.piecemeal.client.TransferListener;
import java.util.Optional;

/** Tells the progress of one file, and keeps what another run needs to go on with it. */
final class Transfer implements TransferListener {

  private final Progress progress;
  private Optional<Pending> pending = Optional.empty();
  private long last = -1;
  private long first;
  private long sent;

  Transfer(Progress progress) {
    this.progress = progress;
  }

  void keeping(Pending kept) {
    pending = Optional.of(kept);
  }

  /** Nothing that an earlier run sent is of use. */
  void restart() {
    first = 0;
  }

  /** Bytes of the file that this run sent, those that were sent twice twice. */
  long sent() {
    return sent;
  }

  /** Where this run began. */
  long resumedAt() {
    return first;
  }

  @Override
  public void opened(StoredFile file) {
    pending.ifPresent(kept -> kept.opened(file.id()));
  }

  @Override
  public void sending(long bytes) {
    sent += bytes;
  }

  @Override
  public void progressed(long done, long total) {
    if (last < 0) {
      progress.expect(total);
      progress.found(done);
      first = done;
    } else {
      progress.moved(done - last);
    }
    last = done;
  }
}
