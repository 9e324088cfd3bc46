package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The unpacked PostgreSQL programs. */
record Binaries(Path path) {

  /**
   * Unpacks the archive unless that is done already, and removes the binaries of other versions.
   */
  static Binaries unpackedIn(DatabaseDirectory directory, BinariesArchive archive)
      throws IOException {
    Binaries binaries = new Binaries(directory.binaries(archive.version()));
    if (!binaries.areComplete()) {
      FileTree.of(binaries.path).delete();
      Path fresh = directory.newTemporary();
      try (InputStream compressed = archive.open()) {
        new Unpacking(fresh).unpack(compressed);
      }
      Files.setPosixFilePermissions(fresh, Modes.of(0755));
      FileTree.of(fresh).publishAs(binaries.path);
    }
    directory.removeBinariesExcept(binaries.path);
    return binaries;
  }

  Path postgres() {
    return path.resolve("bin/postgres");
  }

  Path initdb() {
    return path.resolve("bin/initdb");
  }

  /** The directory appears under its name at once and whole, so a look at what we need suffices. */
  private boolean areComplete() {
    return Files.isExecutable(postgres()) && Files.isExecutable(initdb());
  }
}
