package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file that is being written. What goes wrong with it is a {@link
 * io.piecemeal.domain.storage.StorageFailure}, never an {@link IOException}, which stays to the
 * source of the bytes.
 */
final class ObjectFile implements AutoCloseable {

  private final PlaceOfFile place;
  private final FileChannel channel;
  private final Syncing syncing;
  private final WriteBehind behind;

  ObjectFile(PlaceOfFile place, FileChannel channel, Syncing syncing) {
    this.place = place;
    this.channel = channel;
    this.syncing = syncing;
    this.behind = new WriteBehind(place.path(), syncing);
  }

  /** Fails where there is such a file already, and leaves that alone. */
  static ObjectFile create(Path path, Syncing syncing) {
    try {
      FileChannel channel =
          FileChannel.open(
              path,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              DiskLayout.FILE_MODE);
      return new ObjectFile(place(path, channel), channel, syncing);
    } catch (IOException e) {
      throw DiskFailures.translated("object %s not created".formatted(path.getFileName()), e);
    }
  }

  private static PlaceOfFile place(Path path, FileChannel channel) throws IOException {
    try {
      return PlaceOfFile.of(path);
    } catch (IOException e) {
      Cleanup.after(e, channel::close);
      throw e;
    }
  }

  /** Adds bytes to the end; all of them, or it throws. */
  void write(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        behind.wrote(channel.write(bytes));
      }
    } catch (IOException e) {
      throw DiskFailures.translated("object %s not written".formatted(path().getFileName()), e);
    }
  }

  Path path() {
    return place.path();
  }

  /** Makes the bytes durable; fails also where readers no longer find them. */
  void sync() {
    try {
      behind.await();
      syncing.file(channel);
      place.requireSame();
    } catch (IOException e) {
      throw DiskFailures.translated("object %s not synced".formatted(path().getFileName()), e);
    }
  }

  @Override
  public void close() {
    try (channel) {
      behind.await();
    } catch (IOException e) {
      throw DiskFailures.translated("object %s not closed".formatted(path().getFileName()), e);
    }
  }
}
