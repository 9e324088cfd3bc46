package io.piecemeal.faults.load;

import io.piecemeal.faults.subject.Target;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A service that is killed and started again on the same data, and the site where clients see it.
 * It may have several nodes; clients see one at a time.
 */
public final class Survivor {

  private final WorkFolder folder;
  private final List<Supplier<ProcessBuilder>> commands;
  private final Site site = new Site();
  private final List<Target> targets = new ArrayList<>();
  private int starts;
  private int seen;

  /**
   * Starts it; clients wait until {@link #up}.
   *
   * @param command its start, always on the same data
   */
  public Survivor(WorkFolder folder, Supplier<ProcessBuilder> command)
      throws IOException, InterruptedException {
    this(folder, List.of(command));
  }

  /**
   * Starts its nodes; clients wait until {@link #up}.
   *
   * @param commands the start of each node
   */
  public Survivor(WorkFolder folder, List<Supplier<ProcessBuilder>> commands)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.commands = List.copyOf(commands);
    for (int node = 0; node < commands.size(); node++) {
      targets.add(start(node));
    }
  }

  /** What clients see now. */
  public Target target() {
    return targets.get(seen);
  }

  /** Which of the nodes that is. */
  public int node() {
    return seen;
  }

  /** It is meant to work, and clients look after their files. */
  public void up() {
    site.up(target().port());
  }

  /** It is about to be cut off. */
  public void down() {
    site.down();
  }

  /** Starts it again after it was killed, database and all or not. */
  public void restart() throws IOException, InterruptedException {
    replace(seen);
    up();
  }

  /** Lets clients go on at the next node after theirs was killed, which starts again meanwhile. */
  public void handOver() throws IOException, InterruptedException {
    int killed = seen;
    seen = (seen + 1) % targets.size();
    up();
    replace(killed);
  }

  /** Stops all of it as an operator does. */
  void stop() {
    targets.forEach(Target::stop);
  }

  /** Where clients see it. */
  public Site site() {
    return site;
  }

  private void replace(int node) throws IOException, InterruptedException {
    Target killed = targets.set(node, start(node));
    killed.forget();
  }

  private Target start(int node) throws IOException, InterruptedException {
    return Target.start(folder, "service-" + ++starts, commands.get(node).get());
  }
}
