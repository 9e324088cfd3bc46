package io.piecemeal.faults.load;

import io.piecemeal.faults.subject.Target;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * A service that is killed and started again on the same data, and the site where clients see it.
 */
public final class Survivor {

  private final WorkFolder folder;
  private final Supplier<ProcessBuilder> command;
  private final Site site = new Site();
  private int starts;
  private Target target;

  /**
   * Starts it; clients wait until {@link #up}.
   *
   * @param command its start, always on the same data
   */
  public Survivor(WorkFolder folder, Supplier<ProcessBuilder> command)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.command = command;
    this.target = start();
  }

  /** What runs now. */
  public Target target() {
    return target;
  }

  /** It is meant to work, and clients look after their files. */
  public void up() {
    site.up(target.port());
  }

  /** It is about to be cut off. */
  public void down() {
    site.down();
  }

  /** Starts it again after it was killed, database and all or not. */
  public void restart() throws IOException, InterruptedException {
    Target killed = target;
    target = start();
    killed.forget();
    up();
  }

  Site site() {
    return site;
  }

  private Target start() throws IOException, InterruptedException {
    return Target.start(folder, "service-" + ++starts, command.get());
  }
}
