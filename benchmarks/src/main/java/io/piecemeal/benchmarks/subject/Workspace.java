package io.piecemeal.benchmarks.subject;

import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.proc.Programs;
import io.piecemeal.harness.service.ObjectServer;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the servers work that are measured.
 *
 * @see Regime
 */
public final class Workspace implements AutoCloseable {

  private final Path home;
  private final WorkFolder folder;
  private final Regime regime;

  private Workspace(Path home, WorkFolder folder, Regime regime) {
    this.home = home;
    this.folder = folder;
    this.regime = regime;
  }

  /**
   * Makes a fresh one.
   *
   * @param home the root of the checkout
   * @param parent where the folder is made
   */
  public static Workspace create(Path home, Path parent, Regime regime) throws IOException {
    return new Workspace(home, WorkFolder.create(parent, "piecemeal-bench-"), regime);
  }

  /** The root of the checkout. */
  public Path home() {
    return home;
  }

  /** What is synced to disk. */
  public Regime regime() {
    return regime;
  }

  /** A new, empty folder. */
  public Path newFolder(String name) throws IOException {
    return folder.newFolder(name);
  }

  /** Where a program's output goes. */
  public Path log(String name) {
    return folder.log(name);
  }

  /** Starts a program that is ended with the workspace at the latest. */
  public Child start(String name, ProcessBuilder builder, Pattern ready) throws IOException {
    return folder.start(name, builder, ready);
  }

  /** Starts an object store that is ended with the workspace at the latest. */
  public ObjectServer startObjectServer() throws IOException, InterruptedException {
    return ObjectServer.start(folder, home);
  }

  /** Closes something with the workspace at the latest; closing it before is fine. */
  public <T extends AutoCloseable> T own(T resource) {
    return folder.own(resource);
  }

  /** Waits until what was written or removed is on the disk, so that nobody pays for others. */
  public void settle() throws IOException, InterruptedException {
    if (regime == Regime.SYNCED) {
      Programs.run(folder.path(), Map.of(), List.of("sync", "-f", folder.path().toString()));
    }
  }

  /** Has this closed when the process is asked to end, so that Ctrl-C leaves nothing behind. */
  public void closeAtExit() {
    folder.closeAtExit();
  }

  @Override
  public void close() {
    folder.close();
  }
}
