package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Syncs, until a test lets it fail; counts from then on. */
final class FaultySyncing implements Syncing {

  /** Something to do at the last moment. */
  interface Prelude {
    void run() throws IOException;
  }

  private final Syncing syncing = new KernelSyncing();
  private Optional<IOException> fileFault = Optional.empty();
  private Optional<IOException> directoryFault = Optional.empty();
  private Optional<Prelude> prelude = Optional.empty();
  private int attempts;

  void failForFiles(IOException failure) {
    fileFault = Optional.of(failure);
    attempts = 0;
  }

  void failForDirectories(IOException failure) {
    directoryFault = Optional.of(failure);
    attempts = 0;
  }

  void beforeFailing(Prelude step) {
    prelude = Optional.of(step);
  }

  int attempts() {
    return attempts;
  }

  @Override
  public void file(FileChannel file) throws IOException {
    attempts++;
    mayFail(fileFault);
    syncing.file(file);
  }

  @Override
  public void directory(Path directory) throws IOException {
    attempts++;
    mayFail(directoryFault);
    syncing.directory(directory);
  }

  private void mayFail(Optional<IOException> fault) throws IOException {
    if (fault.isPresent()) {
      if (prelude.isPresent()) {
        prelude.get().run();
      }
      throw fault.get();
    }
  }

  /** Lets everything work again. */
  void heal() {
    fileFault = Optional.empty();
    directoryFault = Optional.empty();
  }

  /** What the making of the store did is of no interest. */
  void forget() {
    attempts = 0;
  }
}
