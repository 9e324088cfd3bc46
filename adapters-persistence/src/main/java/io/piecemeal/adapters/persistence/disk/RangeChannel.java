package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads one range of a file, to its last byte or not at all. */
final class RangeChannel implements ReadableByteChannel {

  private final FileChannel file;
  private final String name;
  private long position;
  private final long end;

  private RangeChannel(FileChannel file, String name, ByteRange range) {
    this.file = file;
    this.name = name;
    this.position = range.start().value();
    this.end = range.end().value();
  }

  static RangeChannel open(Path file, ByteRange range) {
    FileChannel channel = channel(file);
    try {
      return of(channel, file, range);
    } catch (RuntimeException e) {
      Cleanup.after(e, channel::close);
      throw e;
    }
  }

  /**
   * Reads from a channel on {@code file}, and closes it when it is closed itself.
   *
   * @throws StorageFailure.Damaged if the file is too short
   */
  static RangeChannel of(FileChannel channel, Path file, ByteRange range) {
    RangeChannel part = new RangeChannel(channel, String.valueOf(file.getFileName()), range);
    part.requireLength();
    return part;
  }

  private void requireLength() {
    try {
      if (file.size() < end) {
        throw damaged();
      }
    } catch (IOException e) {
      throw DiskFailures.translated("object %s not looked at".formatted(name), e);
    }
  }

  private StorageFailure damaged() throws IOException {
    return new StorageFailure.Damaged(
        "object %s ends at %d, expected %d".formatted(name, file.size(), end),
        new EOFException(name));
  }

  /**
   * @throws StorageFailure.Damaged if there is no such file where the others are, or a link
   *     instead, which leads to what is none of ours
   * @throws StorageFailure.Unavailable if the others are not there either, as where a disk is not
   *     mounted: that damages no file
   */
  static FileChannel channel(Path file) {
    try {
      return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      Path all = DiskLayout.directoryOf(DiskLayout.directoryOf(file));
      if (!Files.isDirectory(all)) {
        throw new StorageFailure.Unavailable("%s is not there".formatted(all), e);
      }
      throw new StorageFailure.Damaged("object %s is not there".formatted(file.getFileName()), e);
    } catch (IOException e) {
      if (Files.isSymbolicLink(file)) {
        throw new StorageFailure.Damaged("object %s is a link".formatted(file.getFileName()), e);
      }
      throw DiskFailures.translated("object %s not opened".formatted(file.getFileName()), e);
    }
  }

  @Override
  public int read(ByteBuffer target) {
    if (!target.hasRemaining()) {
      return 0;
    }
    if (position == end) {
      return -1;
    }
    int start = target.position();
    int wanted = (int) Math.min(target.remaining(), end - position);
    int read = readAtPosition(target.slice(start, wanted));
    position += read;
    target.position(start + read);
    return read;
  }

  private int readAtPosition(ByteBuffer target) {
    try {
      int read = file.read(target, position);
      if (read < 0) {
        throw damaged();
      }
      return read;
    } catch (IOException e) {
      throw DiskFailures.translated("object %s not read at %d".formatted(name, position), e);
    }
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw DiskFailures.translated("object %s not closed".formatted(name), e);
    }
  }
}
