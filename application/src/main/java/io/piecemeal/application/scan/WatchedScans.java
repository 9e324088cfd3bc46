package io.piecemeal.application.scan;

import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.in.ScanFiles;
import io.piecemeal.domain.upload.CompleteFile;
import java.util.List;

/** Runs each scan by way of a watcher. */
public final class WatchedScans implements ScanFiles {

  private final ScanFiles scans;
  private final Watcher watcher;

  /** Who runs a scan, and sees what comes of it. */
  @FunctionalInterface
  public interface Watcher {

    /** Runs the task, once, and gives its outcome. */
    Outcome run(Task task, Pace pace);
  }

  public WatchedScans(ScanFiles scans, Watcher watcher) {
    this.scans = scans;
    this.watcher = watcher;
  }

  @Override
  public List<Task> take(int most) {
    return scans.take(most).stream().<Task>map(Watched::new).toList();
  }

  @Override
  public void hold() {
    scans.hold();
  }

  private final class Watched implements Task {

    private final Task task;

    Watched(Task task) {
      this.task = task;
    }

    @Override
    public CompleteFile file() {
      return task.file();
    }

    @Override
    public Outcome run(Pace pace) {
      return watcher.run(task, pace);
    }
  }
}
