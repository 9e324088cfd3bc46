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
  private final PlaceOfFile place;
  private final Syncing syncing;
  private final ByteBuffer headers =
      ByteBuffer.allocateDirect(SegmentLog.RECORDS_AT_ONCE * RecordHeader.SIZE);
  private int end;

  private SegmentWriter(
      Path path, int number, FileChannel channel, PlaceOfFile place, Syncing syncing) {
    this.path = path;
    this.number = number;
    this.channel = channel;
    this.place = place;
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
      return new SegmentWriter(path, number, channel, PlaceOfFile.of(path), syncing);
    } catch (IOException e) {
      Cleanup.after(e, channel::close);
      throw e;
    }
  }

  Path path() {
    return path;
  }

  int number() {
    return number;
  }

  /** How large the segment would be with these records, in bytes. */
  long extentWith(List<NewRecord> records) {
    return end + records.stream().mapToLong(NewRecord::extent).sum();
  }

  /**
   * Adds records, in one write, and makes them durable by one sync.
   *
   * @return where each one's header begins
   * @throws IOException also if the segment is no longer where its readers look for it
   */
  List<Integer> append(List<NewRecord> records) throws IOException {
    int start = end;
    try {
      List<Integer> positions = write(records);
      syncing.file(channel);
      place.requireSame();
      return positions;
    } catch (IOException e) {
      takeBack(start, e);
      throw e;
    }
  }

  private List<Integer> write(List<NewRecord> records) throws IOException {
    headers.clear();
    ByteBuffer[] parts = new ByteBuffer[2 * records.size()];
    List<Integer> positions = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      NewRecord record = records.get(i);
      ByteBuffer bytes = record.bytes();
      int extent = record.extent();
      positions.add(end);
      RecordHeader.put(headers, end, record.shard(), bytes.remaining());
      parts[2 * i] = headers.slice(i * RecordHeader.SIZE, RecordHeader.SIZE);
      parts[2 * i + 1] = bytes;
      end += extent;
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
