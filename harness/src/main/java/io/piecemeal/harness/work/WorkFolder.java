package io.piecemeal.harness.work;

import io.piecemeal.harness.proc.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * A folder for the files of servers, and the servers that work in it. Closing it ends those that
 * still run, the last first, and removes the folder.
 */
public final class WorkFolder implements AutoCloseable {

  private final Path folder;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean closed;
  private volatile boolean kept;

  private WorkFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes a fresh one below {@code parent}, with a name that begins with {@code prefix}. */
  public static WorkFolder create(Path parent, String prefix) throws IOException {
    Files.createDirectories(parent);
    return new WorkFolder(Files.createTempDirectory(parent.toRealPath(), prefix));
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /** A new, empty folder. */
  public Path newFolder(String name) throws IOException {
    return Files.createTempDirectory(folder, name + "-");
  }

  /** Where a program's output goes. */
  public Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /** Starts a program that is ended with the folder at the latest. */
  public synchronized Child start(String name, ProcessBuilder builder, Pattern ready)
      throws IOException {
    requireOpen();
    return own(Child.start(builder, log(name), ready));
  }

  /** Closes something with the folder at the latest; closing it before is fine. */
  public synchronized <T extends AutoCloseable> T own(T resource) {
    requireOpen();
    running.push(resource);
    return resource;
  }

  /** Closes something with the folder instead of what it consists of. */
  public synchronized <T extends AutoCloseable> T own(T resource, AutoCloseable insteadOf) {
    disown(insteadOf);
    return own(resource);
  }

  /** Forgets something that was closed before. */
  public synchronized void disown(AutoCloseable resource) {
    running.remove(resource);
  }

  /** From now on the folder stays when this is closed, as evidence. */
  public void keep() {
    kept = true;
  }

  /** Has this closed when the process is asked to end, so that Ctrl-C leaves nothing behind. */
  public void closeAtExit() {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
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
    if (kept) {
      return;
    }
    try {
      Folders.delete(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Whatever is started now would never be ended. */
  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the work folder is closed");
    }
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception failure) {
      // The others have to be ended all the same.
      System.getLogger(WorkFolder.class.getName())
          .log(System.Logger.Level.WARNING, "not ended: " + resource, failure);
    }
  }
}
