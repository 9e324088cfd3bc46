package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Makes things survive a power cut; a seam for tests in which that fails. */
interface Syncing {

  /** Makes the bytes of a file durable. */
  void file(FileChannel file) throws IOException;

  /**
   * Makes the names in a directory durable.
   *
   * @throws NotOpenedException if nothing was synced, since the directory could not be opened
   */
  void directory(Path directory) throws IOException;
}
