package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Where things are below the root of a store.
 *
 * <pre>
 * format            the version of this layout
 * objects/00 … ff   the objects; made once, so that a write syncs one directory and not two
 * segments          small objects, many to a file; see {@link SegmentFiles}
 * high-water        the mark that tells whether the ledger is older than the objects
 * probe             what health checks write
 * </pre>
 */
record DiskLayout(Path root) {

  static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final String FORMAT = "piecemeal-objects 2\n";
  static final int FOLDERS = 256;

  static DiskLayout prepare(Path root, Syncing syncing) {
    DiskLayout layout = new DiskLayout(root.toAbsolutePath());
    try {
      layout.prepare(syncing);
    } catch (IOException e) {
      throw DiskFailures.translated("store not prepared in %s".formatted(root), e);
    }
    return layout;
  }

  private void prepare(Syncing syncing) throws IOException {
    Files.createDirectories(root, DIRECTORY_MODE);
    markFormat(syncing);
    makeDirectory(probes());
    makeDirectory(segments().root());
    makeDirectory(objects());
    for (int folder = 0; folder < FOLDERS; folder++) {
      makeDirectory(objects().resolve(hex(folder)));
    }
    syncing.directory(objects());
    syncing.directory(root);
    syncing.directory(directoryOf(root));
  }

  /** Comes first, so that what another version left is not touched. */
  private void markFormat(Syncing syncing) throws IOException {
    Path marker = root.resolve("format");
    if (Files.notExists(marker)) {
      Path draft = root.resolve("format." + UUID.randomUUID());
      try (ObjectFile file = ObjectFile.create(draft, syncing)) {
        file.write(ByteBuffer.wrap(FORMAT.getBytes(StandardCharsets.UTF_8)));
        file.sync();
      }
      Files.move(draft, marker, StandardCopyOption.ATOMIC_MOVE);
    }
    String found = Files.readString(marker);
    if (!found.equals(FORMAT)) {
      throw new IllegalStateException(
          "%s says '%s', and this version reads '%s': start the version that wrote it"
              .formatted(marker, found.strip(), FORMAT.strip()));
    }
  }

  private static void makeDirectory(Path directory) throws IOException {
    try {
      Files.createDirectory(directory, DIRECTORY_MODE);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }

  static Path directoryOf(Path file) {
    return Objects.requireNonNull(file.getParent(), "a path of ours is absolute");
  }

  Path object(ObjectKey key) {
    return folder(folderOf(key)).resolve(key.hex());
  }

  static int folderOf(ObjectKey key) {
    return (int) key.value().getLeastSignificantBits() & (FOLDERS - 1);
  }

  Path folder(int number) {
    return objects().resolve(hex(number));
  }

  SegmentFiles segments() {
    return new SegmentFiles(root.resolve("segments"));
  }

  /**
   * Finds out whether this process may use the directories of objects: a probe is in none of them.
   *
   * @throws StorageFailure.Unavailable if it may not, or one is not there
   */
  void requireUsable() {
    for (Path directory : List.of(objects(), segments().root())) {
      if (!Files.isReadable(directory)
          || !Files.isWritable(directory)
          || !Files.isExecutable(directory)) {
        throw new StorageFailure.Unavailable(
            "this process may not read and write " + directory,
            new AccessDeniedException(directory.toString()));
      }
    }
  }

  Path newProbe() {
    return probes().resolve(UUID.randomUUID().toString());
  }

  private Path objects() {
    return root.resolve("objects");
  }

  private Path probes() {
    return root.resolve("probe");
  }

  private static String hex(int shard) {
    return HexFormat.of().toHexDigits((byte) shard);
  }
}
