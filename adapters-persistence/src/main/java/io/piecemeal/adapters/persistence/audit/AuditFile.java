package io.piecemeal.adapters.persistence.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends lines to a file that other processes append to as well, each under a lock of the file
 * beside it. A file that is full is renamed to end with the number of its last line. Not safe for
 * use by several threads.
 */
final class AuditFile {

  private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);

  private static final FileAttribute<Set<PosixFilePermission>> MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

  private final Path path;
  private final long full;
  private ChainEnd known = ChainEnd.START;
  private long knownSize;
  private Object knownFile = "";

  /** Said once, and not at each line that is written meanwhile. */
  private boolean overfull;

  /**
   * @param full bytes at which a new file is begun
   */
  AuditFile(Path path, long full) {
    this.path = path;
    this.full = full;
  }

  /** Makes what is not there, as {@link #append} would. */
  void open() throws IOException {
    try (FileChannel _ = open(lockPath());
        FileChannel _ = open(path)) {}
  }

  private Path lockPath() {
    return path.resolveSibling(path.getFileName() + ".lock");
  }

  /** A file that is made may be read by the service's group, which ships it, and by no others. */
  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(
        path,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
        MODE);
  }

  /** Appends all of them or, if it throws, none. */
  void append(Collection<String> bodies) throws IOException {
    try (FileChannel lockFile = open(lockPath());
        FileLock _ = lockFile.lock()) {
      try (FileChannel file = open(path)) {
        append(bodies, file);
      }
      if (knownSize >= full) {
        beginAnother();
      }
    }
  }

  /**
   * The lines are written, so that a failure here is none of theirs: the next append tries again.
   */
  private void beginAnother() {
    try {
      Files.move(path, path.resolveSibling(path.getFileName() + "." + known.sequence()));
      overfull = false;
    } catch (IOException e) {
      if (!overfull) {
        LOG.warn("the audit trail is full and cannot be renamed, so it grows until it can: {}", e);
      }
      overfull = true;
    }
  }

  private void append(Collection<String> bodies, FileChannel file) throws IOException {
    long size = file.size();
    Object key = String.valueOf(Files.readAttributes(path, "fileKey").get("fileKey"));
    ChainEnd end = size == knownSize && key.equals(knownFile) ? known : end(file, size);
    StringBuilder text = new StringBuilder(isTorn(file, size) ? "\n" : "");
    for (String body : bodies) {
      String line = end.next(body);
      end = end.behind(line);
      text.append(line).append('\n');
    }
    ByteBuffer bytes = StandardCharsets.ISO_8859_1.encode(text.toString());
    try {
      long at = size;
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
      known = end;
      knownSize = at;
      knownFile = key;
    } catch (IOException e) {
      // What was written of them would stand there twice.
      file.truncate(size);
      throw e;
    }
  }

  /** Behind an empty file, the chain goes on from the last one that was filled. */
  private ChainEnd end(FileChannel file, long size) throws IOException {
    return size == 0 ? filled() : ChainEnd.of(file);
  }

  private ChainEnd filled() throws IOException {
    Optional<Path> last = FilledFiles.latest(path, Long.MAX_VALUE);
    if (last.isEmpty()) {
      return ChainEnd.START;
    }
    try (FileChannel file = FileChannel.open(last.get(), StandardOpenOption.READ)) {
      return ChainEnd.of(file);
    }
  }

  /** Whether a line was begun and not ended, as after a loss of power. */
  private static boolean isTorn(FileChannel file, long size) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return size > 0 && file.read(last, size - 1) == 1 && last.get(0) != '\n';
  }
}
