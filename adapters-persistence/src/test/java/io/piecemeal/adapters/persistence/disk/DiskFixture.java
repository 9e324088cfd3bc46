package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.ObjectWriting;
import io.piecemeal.testkit.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A folder that several stores share, as processes do; other folders beside it for other media. */
final class DiskFixture implements StoreFixture {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** Of the disk; a test has no time for the one of the product. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Path folder;
  private final Path root;
  private final Deque<DiskChunkStore> nodes = new ArrayDeque<>();

  DiskFixture(Path folder) {
    this.folder = folder;
    this.root = folder.resolve("store");
  }

  DiskChunkStore node() {
    DiskChunkStore node = new DiskChunkStore(root, ByteCount.ZERO);
    nodes.push(node);
    return node;
  }

  private Path another() {
    return folder.resolve(UUID.randomUUID().toString());
  }

  /** A folder that is a link to itself, and so cannot be looked into. */
  static Path unreachable(Path folder) throws IOException {
    Path loop = folder.resolve("loop");
    return Files.createSymbolicLink(loop, loop);
  }

  static DiskChunkStore on(Path root, Syncing syncing) {
    return new DiskChunkStore(root, syncing, roomy());
  }

  private static FreeSpaceGuard roomy() {
    return new FreeSpaceGuard(() -> new ByteCount(1), ByteCount.ZERO);
  }

  @Override
  public DiskChunkStore store() {
    return node();
  }

  @Override
  public ChunkStore secondNode() {
    return node();
  }

  @Override
  public Optional<ChunkStore> reopened() {
    while (!nodes.isEmpty()) {
      nodes.pop().close();
    }
    return Optional.of(node());
  }

  /** All files with their sizes, and what is open of them. */
  @Override
  public List<String> leftovers() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files(root)) {
      found.add(file + " " + Files.size(file));
    }
    open(root).forEach(file -> found.add("open " + file));
    return found;
  }

  /** What this process has open below a folder, on systems that tell. */
  private static List<Path> open(Path root) throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return List.of();
    }
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return open.flatMap(DiskFixture::target).filter(file -> file.startsWith(root)).toList();
    }
  }

  private static Stream<Path> target(Path descriptor) {
    try {
      return Stream.of(Files.readSymbolicLink(descriptor));
    } catch (NoSuchFileException e) {
      // Closed by now, as the one that lists them is.
      return Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }

  private static List<Path> objects(Path root) {
    try {
      List<Path> objects = new ArrayList<>(files(root.resolve("objects")));
      files(root.resolve("segments")).stream()
          .filter(file -> !file.endsWith("lock"))
          .forEach(objects::add);
      return objects;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<PowerCut> powerCut() {
    Path disk = another();
    PowerCutSyncing syncing = new PowerCutSyncing(disk);
    return Optional.of(
        new PowerCut(
            on(disk, syncing), () -> new DiskChunkStore(syncing.rest(another()), ByteCount.ZERO)));
  }

  /** Cuts its file short, or spoils its header where others are in the same file. */
  @Override
  public Optional<Consumer<ObjectKey>> damage() {
    return Optional.of(
        key -> {
          try {
            damage(key);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void damage(ObjectKey key) throws IOException {
    DiskLayout layout = new DiskLayout(root);
    if (RecordKey.isOne(key)) {
      RecordKey record = RecordKey.of(key);
      Path segment = layout.segments().segment(record.writer(), record.segment());
      try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(new byte[] {1}), record.position() + 5);
      }
    } else {
      try (FileChannel channel = FileChannel.open(layout.object(key), StandardOpenOption.WRITE)) {
        channel.truncate(channel.size() / 2);
      }
    }
  }

  @Override
  public Optional<ChunkStore> full() {
    return Optional.of(fullNode());
  }

  DiskChunkStore fullNode() {
    return new DiskChunkStore(root, new ByteCount(Long.MAX_VALUE));
  }

  @Override
  public Optional<Breakable> fillingUp() {
    return Optional.of(breakable("No space left on device"));
  }

  @Override
  public Optional<Breakable> failingSync() {
    return Optional.of(breakable("Input/output error"));
  }

  private Breakable breakable(String message) {
    FaultySyncing syncing = new FaultySyncing();
    return new Breakable(
        on(another(), syncing),
        () -> syncing.failForFiles(new IOException(message)),
        syncing::heal);
  }

  /** After a sync that failed; the disk works again, but is not to be relied on. */
  DiskChunkStore readOnly() {
    FaultySyncing syncing = new FaultySyncing();
    DiskChunkStore store = on(another(), syncing);
    syncing.failForFiles(new IOException("Input/output error"));
    assertThatThrownBy(() -> ObjectWriting.write(store, sink -> sink.write(1)))
        .isInstanceOf(StorageFailure.Unavailable.class);
    syncing.heal();
    return store;
  }

  /** Folders that are not empty stand where there were files. */
  @Override
  public Optional<Breakable> failingRemoval() {
    Path disk = another();
    return Optional.of(
        new Breakable(on(disk, new KernelSyncing()), () -> replaceByFolders(disk), () -> {}));
  }

  private static void replaceByFolders(Path disk) {
    try {
      for (Path file : objects(disk)) {
        Files.delete(file);
        Files.createFile(Files.createDirectory(file).resolve("in the way"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<ChunkStore> unreachable() throws IOException {
    return Optional.of(gone());
  }

  /** Its disk tells nothing of its room any more, and its folder for probes is not there. */
  DiskChunkStore gone() throws IOException {
    FreeSpace untold =
        () -> {
          throw new IOException("Stale file handle");
        };
    Path disk = another();
    DiskChunkStore store =
        new DiskChunkStore(disk, new KernelSyncing(), new FreeSpaceGuard(untold, new ByteCount(1)));
    Files.delete(disk.resolve("probe"));
    return store;
  }

  @Override
  public Optional<Breakable> silent() {
    SilentMedium medium = new SilentMedium();
    Path disk = another();
    DiskChunkStore store = new DiskChunkStore(disk, medium, roomy(), new DiskCalls(4, PATIENCE));
    return Optional.of(
        new Breakable(store, () -> medium.silence(keptObjects(disk)), medium::answer));
  }

  /** A file that is still written to would be opened at both ends. */
  private static List<Path> keptObjects(Path disk) {
    try {
      List<Path> begun = open(disk.resolve("objects"));
      return objects(disk).stream().filter(file -> !begun.contains(file)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
