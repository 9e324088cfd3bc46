package io.piecemeal.benchmarks.subject;

import io.piecemeal.benchmarks.proc.Child;
import io.piecemeal.benchmarks.proc.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A folder for the files of servers, and the servers that work in it. Closing it ends those that
 * still run and removes the folder.
 *
 * @see Regime
 */
public final class Workspace implements AutoCloseable {

  private final Path home;
  private final Path folder;
  private final Regime regime;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean closed;

  private Workspace(Path home, Path folder, Regime regime) {
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
    Files.createDirectories(parent);
    Path folder = Files.createTempDirectory(parent.toRealPath(), "piecemeal-bench-");
    return new Workspace(home, folder, regime);
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
    return Files.createTempDirectory(folder, name + "-");
  }

  /** Where a program's output goes. */
  public Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /** Starts a program that is ended with the workspace at the latest. */
  public Child start(String name, ProcessBuilder builder, Pattern ready) throws IOException {
    return own(Child.start(builder, log(name), ready));
  }

  /** Closes something with the workspace at the latest; closing it before is fine. */
  public synchronized <T extends AutoCloseable> T own(T resource) {
    if (closed) {
      throw new IllegalStateException("the workspace is closed");
    }
    running.push(resource);
    return resource;
  }

  /** Waits until what was written or removed is on the disk, so that nobody pays for others. */
  public void settle() throws IOException, InterruptedException {
    if (regime == Regime.SYNCED) {
      Programs.run(folder, Map.of(), List.of("sync", "-f", folder.toString()));
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    while (!running.isEmpty()) {
      close(running.pop());
    }
    try {
      Folders.delete(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception failure) {
      // The others have to be ended all the same.
      System.getLogger(Workspace.class.getName())
          .log(System.Logger.Level.WARNING, "not ended: " + resource, failure);
    }
  }
}
