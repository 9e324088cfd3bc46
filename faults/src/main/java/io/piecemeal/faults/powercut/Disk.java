package io.piecemeal.faults.powercut;

import io.piecemeal.harness.proc.Programs;
import io.piecemeal.harness.proc.Waiting;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A disk whose power can be cut: an ext4 file system with a journal, in a file that is mounted by
 * way of a loop device.
 */
public final class Disk implements AutoCloseable {

  private static final long BYTES = 768L << 20;
  private static final Duration SOON = Duration.ofMinutes(5);
  private static final List<String> PROGRAMS =
      List.of("mkfs.ext4", "mount", "umount", "losetup", "sync");

  private final Path folder;
  private final Path image;
  private final Path mountPoint;
  private boolean mounted;
  private boolean closed;

  private Disk(Path folder, Path image, Path mountPoint) {
    this.folder = folder;
    this.image = image;
    this.mountPoint = mountPoint;
  }

  /** What this machine lacks; empty if it can have such a disk. */
  public static Optional<String> missing() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return Optional.of("only root may mount a disk");
    }
    for (String program : PROGRAMS) {
      if (Programs.find(program).isEmpty()) {
        return Optional.of("there is no " + program);
      }
    }
    return Files.exists(Path.of("/dev/loop-control"))
        ? Optional.empty()
        : Optional.of("there are no loop devices");
  }

  /** Makes an empty one, which is not mounted yet. */
  public static Disk create(Path folder) throws IOException, InterruptedException {
    return create(folder, "has_journal");
  }

  /**
   * The same without a journal: when the disk below is lost, it does not turn read-only by itself,
   * and a sync fails.
   */
  public static Disk withoutJournal(Path folder) throws IOException, InterruptedException {
    return create(folder, "^has_journal");
  }

  private static Disk create(Path folder, String features)
      throws IOException, InterruptedException {
    Path image = folder.resolve("disk.img");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(BYTES);
    }
    Disk disk = new Disk(folder, image, Files.createDirectory(folder.resolve("disk")));
    disk.run("mkfs.ext4", "-q", "-F", "-O", features, image.toString());
    return disk;
  }

  /** Where its files are. */
  public Path path() {
    return mountPoint;
  }

  /** Gets everything onto it that was written. */
  public void sync() throws IOException, InterruptedException {
    run("sync", "-f", mountPoint.toString());
  }

  /** From now on nothing gets onto it. */
  public void cut() throws IOException {
    Ioctl.cutPower(mountPoint);
  }

  /** Mounts it, which lets the file system recover by its journal. */
  public synchronized void mount() throws IOException, InterruptedException {
    if (closed) {
      throw new IllegalStateException("the disk is no longer needed");
    }
    run("mount", "-o", "loop", image.toString(), mountPoint.toString());
    mounted = true;
  }

  /** Takes it away, and all that the kernel remembers of it. Nobody may use it any more. */
  synchronized void unmount() throws IOException {
    Waiting.until("the disk is unmounted", SOON, this::tryToUnmount);
    mounted = false;
  }

  private boolean tryToUnmount() throws IOException {
    try {
      run("umount", mountPoint.toString());
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    } catch (IOException busy) {
      // A process that was killed holds its files until the kernel is done with it.
      return false;
    }
  }

  private void run(String program, String... arguments) throws IOException, InterruptedException {
    Path found =
        Programs.find(program).orElseThrow(() -> new IOException("there is no " + program));
    ArrayList<String> command = new ArrayList<>(List.of(found.toString()));
    command.addAll(List.of(arguments));
    String _ = Programs.run(folder, Map.of("LC_ALL", "C"), command);
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (mounted) {
      unmount();
    }
  }
}
