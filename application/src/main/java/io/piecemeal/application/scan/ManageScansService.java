package io.piecemeal.application.scan;

import io.piecemeal.application.port.in.ManageScans;
import io.piecemeal.application.port.out.ScanQueue;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import java.util.Optional;

/** Does what operators say about scans. */
public final class ManageScansService implements ManageScans {

  private final ScanQueue queue;
  private final Runnable waiting;

  /**
   * @param waiting is run when a file waits for its scan, and returns at once
   */
  public ManageScansService(ScanQueue queue, Runnable waiting) {
    this.queue = queue;
    this.waiting = waiting;
  }

  @Override
  public Optional<CompleteFile> release(FileId file) {
    return queue.release(file);
  }

  @Override
  public Optional<CompleteFile> again(FileId file) {
    Optional<CompleteFile> found = queue.again(file);
    found.ifPresent(_ -> waiting.run());
    return found;
  }
}
