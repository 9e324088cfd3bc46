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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A folder that several stores share, as processes do; other folders beside it for other media. */
final class DiskFixture implements StoreFixture {

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
    for (Path file : DiskContents.files(root)) {
      found.add(file + " " + Files.size(file));
    }
    DiskContents.open(root).forEach(file -> found.add("open " + file));
    return found;
  }

  @Override
  public Optional<PowerCut> powerCut() {
    Path disk = another();
    PowerCutSyncing syncing = new PowerCutSyncing(disk);
    return Optional.of(
        new PowerCut(
            on(disk, syncing), () -> new DiskChunkStore(syncing.rest(another()), ByteCount.ZERO)));
  }

  @Override
  public Optional<Consumer<ObjectKey>> damage() {
    return Optional.of(key -> DiskContents.damage(root, key));
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
      for (Path file : DiskContents.objects(disk)) {
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

  /** All but the files that are being written: the store holds the other end of these. */
  @Override
  public Optional<Breakable> silent() {
    SilentMedium medium = new SilentMedium();
    Path disk = another();
    DiskChunkStore store = new DiskChunkStore(disk, medium, roomy(), new DiskCalls(4, PATIENCE));
    return Optional.of(
        new Breakable(store, () -> medium.silence(DiskContents.keptObjects(disk)), medium::answer));
  }
}
