package io.piecemeal.dist;

import java.nio.file.Path;

/** What was made just now. */
final class Package {

  private Package() {}

  static Path tarball() {
    return Path.of(System.getProperty("piecemeal.tarball"));
  }

  /** What the tarball was made of. */
  static Path tree() {
    return Path.of(tarball().toString().replaceFirst("\\.tar\\.gz$", ""));
  }
}
