package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The records of one segment, for those who no longer need them. */
final class Segment implements AutoCloseable {

  private final FileChannel channel;

  private Segment(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws java.nio.file.NoSuchFileException if nothing in it lived any more
   */
  static Segment open(Path file) throws IOException {
    return new Segment(
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * Says that nobody will ask for the record any more. Has no effect a second time, or without a
   * record.
   */
  void markDead(int position) throws IOException {
    if (RecordHeader.read(channel, position).isPresent()) {
      channel.write(ByteBuffer.wrap(new byte[] {RecordHeader.State.DEAD.code()}), position);
    }
  }

  /**
   * Passes over dead records.
   *
   * @param from where a record begins
   */
  DeadRun deadFrom(int from) throws IOException {
    long size = channel.size();
    int position = from;
    while (position < size) {
      Optional<RecordHeader> header = RecordHeader.read(channel, position);
      if (header.isPresent() && position + header.get().extent() > size) {
        // Cut off while it was written, so that nobody ever got its key.
        return new DeadRun(position, Reach.TO_THE_END);
      }
      if (header.isEmpty() || header.get().state() == RecordHeader.State.LIVE) {
        // Behind a header that is damaged there may be records that live.
        return new DeadRun(position, Reach.TO_A_LIVE_RECORD);
      }
      position += header.get().extent();
    }
    return new DeadRun(position, Reach.TO_THE_END);
  }

  /**
   * How far dead records follow each other.
   *
   * @param end where they end, in bytes from the segment's start
   */
  record DeadRun(int end, Reach reach) {}

  /** What dead records reach to. */
  enum Reach {
    TO_A_LIVE_RECORD,
    TO_THE_END
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
