package io.piecemeal.adapters.s3.cache;

import io.piecemeal.adapters.s3.cache.PartIndex.Part;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;

/**
 * Parts of objects that were read lately, as files of a folder of its own. Those that were used
 * longest ago go first when there is no room for more, and each goes {@link #AGE} after it was
 * read: what was deleted in the store is not kept for longer than that. Nothing is synced; a part
 * has a checksum in memory, which is compared whenever it is opened, and a start begins with an
 * empty folder. Safe for use by several threads.
 */
public final class ReadCache implements AutoCloseable {

  /** For so long a part is kept at most. */
  public static final Duration AGE = Duration.ofHours(1);

  /** Bytes in a part at most, so that one that is used seldom makes room by itself. */
  static final int PART = 8 << 20;

  private static final Logger LOG = System.getLogger(ReadCache.class.getName());
  private static final String LOCK = "lock";
  private static final int BLOCK = 64 << 10;

  /** Bytes of heap for each part that there may be: the entries of all parts take little of it. */
  private static final int HEAP_OF_A_PART = 8 << 10;

  private final Path directory;
  private final FileChannel lock;
  private final PartIndex index;
  private final AtomicLong names = new AtomicLong();
  private final AtomicBoolean failing = new AtomicBoolean();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  private ReadCache(Path directory, FileChannel lock, PartIndex index) {
    this.directory = directory;
    this.lock = lock;
    this.index = index;
  }

  /**
   * Takes a folder for it, and empties it. Nobody else may be able to write in it.
   *
   * @param directory made if it is not there
   * @param capacity bytes that its files have at most
   * @throws StorageFailure.Unavailable if the folder cannot be used, or another process has it
   */
  public static ReadCache in(Path directory, ByteCount capacity) {
    return in(directory, capacity, System::nanoTime);
  }

  static ReadCache in(Path directory, ByteCount capacity, LongSupplier clock) {
    try {
      Files.createDirectories(directory);
      keepToSelf(directory);
      FileChannel lock =
          FileChannel.open(
              directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (lock.tryLock() == null) {
          throw new IOException("another process has it");
        }
        empty(directory);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
      return new ReadCache(directory, lock, index(capacity, clock));
    } catch (IOException | RuntimeException e) {
      throw new StorageFailure.Unavailable(
          "%s cannot keep what was read: %s".formatted(directory, e.getMessage()), e);
    }
  }

  private static PartIndex index(ByteCount capacity, LongSupplier clock) {
    return new PartIndex(capacity, Runtime.getRuntime().maxMemory() / HEAP_OF_A_PART, AGE, clock);
  }

  /** What is read here was shown to one owner, and not to every account of the machine. */
  private static void keepToSelf(Path directory) throws IOException {
    if (Files.getFileAttributeView(directory, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static void empty(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.part")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  /** Whether it has the range, which lies within one part. */
  boolean has(ObjectKey key, ByteRange range) {
    return index.find(key, range).isPresent();
  }

  /**
   * Opens the range, which lies within one part and is not empty, if it is there as it was read.
   * What comes behind it can be read from the channel, too.
   */
  Optional<ReadableByteChannel> open(ObjectKey key, ByteRange range) {
    Optional<ReadableByteChannel> opened =
        index.find(key, range).flatMap(part -> open(part, range.start()));
    (opened.isPresent() ? hits : misses).increment();
    return opened;
  }

  private Optional<ReadableByteChannel> open(Part part, ByteCount start) {
    try {
      FileChannel file = FileChannel.open(part.file(), StandardOpenOption.READ);
      try {
        if (check(file) != part.check()) {
          throw new IOException("%s is not what was written".formatted(part.file()));
        }
        return Optional.of(file.position(start.value() - part.range().start().value()));
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      // One that made room in the meantime is no fault.
      if (remove(part)) {
        failed(e);
      }
      return Optional.empty();
    }
  }

  private static long check(FileChannel file) throws IOException {
    CRC32C check = new CRC32C();
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    while (file.read(block) >= 0) {
      check.update(block.flip());
      block.clear();
    }
    return check.getValue();
  }

  /** Begins with a range that lies within one part, unless there is no room or it is empty. */
  Optional<Filling> fill(ObjectKey key, ByteRange range) {
    long length = range.length().value();
    List<Part> evicted = new ArrayList<>();
    boolean room = length > 0 && index.reserve(length, evicted);
    evicted.forEach(part -> delete(part.file()));
    if (!room) {
      return Optional.empty();
    }
    Path path = directory.resolve(names.incrementAndGet() + ".part");
    try {
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return Optional.of(new Filling(this, key, range, path, file));
    } catch (IOException e) {
      failed(e);
      index.release(length);
      return Optional.empty();
    }
  }

  /** A part is whole. It replaces what there was of it. */
  void keep(ObjectKey key, Path file, ByteRange range, long check) {
    failing.set(false);
    index
        .add(new Part(key, file, range, check, index.now()))
        .ifPresent(before -> delete(before.file()));
  }

  /** A part that was begun does not come. */
  void abandon(Path file, ByteRange range) {
    index.release(range.length().value());
    delete(file);
  }

  private boolean remove(Part part) {
    boolean removed = index.remove(part);
    if (removed) {
      delete(part.file());
    }
    return removed;
  }

  /** Forgets what is too old. */
  public void expire() {
    index.old().forEach(this::remove);
  }

  private void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Says so once, until something is kept again. */
  void failed(IOException e) {
    if (!failing.getAndSet(true)) {
      LOG.log(
          Level.WARNING,
          () -> "%s keeps nothing, and reads go to the store: %s".formatted(directory, e));
    }
  }

  /** How many parts were read from here, since the start. */
  public long hits() {
    return hits.sum();
  }

  /** How many parts were looked for and were not here, since the start. */
  public long misses() {
    return misses.sum();
  }

  /** Bytes of the files that are there, or on their way. */
  public long bytes() {
    return index.bytes();
  }

  /** Releases the lock of the folder. The next process that takes the folder deletes the files. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      failed(e);
    }
  }
}
