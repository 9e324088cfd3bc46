package io.piecemeal.dist;

import java.nio.file.Path;

/** Where the packages are that were made just now. */
final class Made {

  private Made() {}

  static Path tarball() {
    return Path.of(System.getProperty("piecemeal.tarball"));
  }

  /** What the tarball was made of. */
  static Path tree() {
    return Path.of(tarball().toString().replaceFirst("\\.tar\\.gz$", ""));
  }
}
