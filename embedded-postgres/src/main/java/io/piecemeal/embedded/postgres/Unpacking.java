package io.piecemeal.embedded.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks a tar, compressed with xz, with modes and symbolic links. Nothing is written outside of
 * the target, and no link points there.
 */
record Unpacking(Path target) {

  void unpack(InputStream compressed) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(compressed)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar);
      }
    }
  }

  private void unpack(TarArchiveEntry entry, InputStream content) throws IOException {
    Path path = inside(target.resolve(entry.getName()), entry);
    Files.createDirectories(path.resolveSibling("."));
    switch (entry.getLinkFlag()) {
      case TarConstants.LF_DIR -> {
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, Modes.of(entry.getMode() | 0700));
      }
      case TarConstants.LF_SYMLINK -> {
        Path link = Path.of(entry.getLinkName());
        inside(path.resolveSibling(link), entry);
        Files.createSymbolicLink(path, link);
      }
      case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM -> {
        Files.copy(content, path);
        Files.setPosixFilePermissions(path, Modes.of(entry.getMode()));
      }
      default ->
          throw new IOException(
              "entry %s is no file, directory or symbolic link".formatted(entry.getName()));
    }
  }

  private Path inside(Path path, TarArchiveEntry entry) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(target)) {
      throw new IOException("entry %s leads outside of the archive".formatted(entry.getName()));
    }
    return normal;
  }
}
