package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Adds records to one new segment. For one thread at a time; of no use after a failure. */
final class SegmentWriter implements AutoCloseable {

  private final Path path;
  private final int number;
  private final FileChannel channel;
  private final Syncing syncing;
  private final ByteBuffer headers =
      ByteBuffer.allocateDirect(SegmentLog.RECORDS_AT_ONCE * RecordHeader.SIZE);
  private int end;

  private SegmentWriter(Path path, int number, FileChannel channel, Syncing syncing) {
    this.path = path;
    this.number = number;
    this.channel = channel;
    this.syncing = syncing;
  }

  static SegmentWriter create(Path writer, int number, Syncing syncing) throws IOException {
    Path path = SegmentFiles.segment(writer, number);
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            DiskLayout.FILE_MODE);
    try {
      syncing.directory(writer);
    } catch (IOException e) {
      Cleanup.after(e, channel::close);
      throw e;
    }
    return new SegmentWriter(path, number, channel, syncing);
  }

  Path path() {
    return path;
  }

  int number() {
    return number;
  }

  /** How large the segment would be with a record more for each content, in bytes. */
  long extentWith(List<ByteBuffer> contents) {
    return end + contents.stream().mapToLong(bytes -> RecordHeader.SIZE + bytes.remaining()).sum();
  }

  /**
   * Adds a record for each content, in one write, and makes them durable by one sync.
   *
   * @return where each one's header begins
   */
  List<Integer> append(List<ByteBuffer> contents) throws IOException {
    int start = end;
    try {
      List<Integer> positions = write(contents);
      syncing.file(channel);
      return positions;
    } catch (IOException e) {
      takeBack(start, e);
      throw e;
    }
  }

  private List<Integer> write(List<ByteBuffer> contents) throws IOException {
    headers.clear();
    ByteBuffer[] parts = new ByteBuffer[2 * contents.size()];
    List<Integer> positions = new ArrayList<>(contents.size());
    for (int i = 0; i < contents.size(); i++) {
      ByteBuffer bytes = contents.get(i);
      positions.add(end);
      RecordHeader.put(headers, end, bytes.remaining());
      parts[2 * i] = headers.slice(i * RecordHeader.SIZE, RecordHeader.SIZE);
      parts[2 * i + 1] = bytes;
      end += RecordHeader.SIZE + bytes.remaining();
    }
    while (parts[parts.length - 1].hasRemaining()) {
      channel.write(parts);
    }
    return positions;
  }

  /** So that no record stays whose key nobody has. */
  private void takeBack(int start, IOException failure) {
    Cleanup.after(failure, () -> channel.truncate(start));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
