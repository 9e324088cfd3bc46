package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.ByteRange;
import io.piecemeal.domain.StorageFailure;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Reads one range of a file, to its last byte or not at all. */
final class RangeInputStream extends InputStream {

  private final FileChannel channel;
  private final String name;
  private long position;
  private final long end;

  private RangeInputStream(FileChannel channel, String name, ByteRange range) {
    this.channel = channel;
    this.name = name;
    this.position = range.start().value();
    this.end = range.end().value();
  }

  static RangeInputStream open(Path file, ByteRange range) {
    return of(channel(file), file, range);
  }

  /** Reads from a channel on {@code file}, and closes it when it is closed itself. */
  static RangeInputStream of(FileChannel channel, Path file, ByteRange range) {
    return new RangeInputStream(channel, String.valueOf(file.getFileName()), range);
  }

  /**
   * @throws StorageFailure.Damaged if there is no such file
   */
  static FileChannel channel(Path file) {
    try {
      return FileChannel.open(file, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw new StorageFailure.Damaged("object %s is not there".formatted(file.getFileName()), e);
    } catch (IOException e) {
      throw DiskFailures.translated("object %s not opened".formatted(file.getFileName()), e);
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (position == end) {
      return -1;
    }
    int wanted = (int) Math.min(length, end - position);
    int read = readAtPosition(ByteBuffer.wrap(target, offset, wanted));
    position += read;
    return read;
  }

  private int readAtPosition(ByteBuffer target) {
    try {
      int read = channel.read(target, position);
      if (read < 0) {
        throw new StorageFailure.Damaged(
            "object %s ends at %d, expected %d".formatted(name, channel.size(), end),
            new EOFException(name));
      }
      return read;
    } catch (IOException e) {
      throw DiskFailures.translated("object %s not read at %d".formatted(name, position), e);
    }
  }

  @Override
  public long skip(long count) {
    long skipped = Math.clamp(count, 0, end - position);
    position += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, end - position);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
