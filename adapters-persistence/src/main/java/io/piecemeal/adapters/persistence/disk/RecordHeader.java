package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.Shard;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands before the bytes of a record: its state, a byte that says what this is, the shard in
 * two bytes, the length of the bytes, and a CRC32C (RFC 3720) of the header's position and of all
 * of it but the state, which tells a header from anything else.
 *
 * @param state the one byte that is ever overwritten, which a disk does as a whole
 * @param length of the bytes behind it, at least 1
 */
record RecordHeader(State state, Shard shard, int length) {

  static final int SIZE = 12;

  private static final byte MARK = 'r';

  /** Whether anybody may still ask for the record. */
  enum State {
    LIVE((byte) 'L'),
    DEAD((byte) 'D');

    private final byte code;

    State(byte code) {
      this.code = code;
    }

    byte code() {
      return code;
    }
  }

  /** The bytes of header and content together. */
  int extent() {
    return SIZE + length;
  }

  /** Adds a live record's header to {@code target}. */
  static void put(ByteBuffer target, int position, Shard shard, int length) {
    target.put(State.LIVE.code).put(MARK).putShort((short) shard.number()).putInt(length);
    target.putInt(check(position, shard.number(), length));
  }

  /** Reads the header that begins at {@code position} of a segment; empty if there is none. */
  static Optional<RecordHeader> read(FileChannel segment, int position) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    int count = 0;
    while (bytes.hasRemaining() && count >= 0) {
      count = segment.read(bytes, position + (long) bytes.position());
    }
    return bytes.hasRemaining() ? Optional.empty() : read(bytes.flip(), position);
  }

  private static Optional<RecordHeader> read(ByteBuffer source, int position) {
    byte code = source.get();
    byte mark = source.get();
    int shard = source.getShort();
    int length = source.getInt();
    boolean valid = mark == MARK && source.getInt() == check(position, shard, length);
    if (!valid) {
      return Optional.empty();
    }
    State state = code == State.DEAD.code ? State.DEAD : State.LIVE;
    return Optional.of(new RecordHeader(state, new Shard(shard), length));
  }

  private static int check(int position, int shard, int length) {
    CRC32C crc32c = new CRC32C();
    crc32c.update(ByteBuffer.allocate(12).putInt(position).putInt(shard).putInt(length).flip());
    return (int) crc32c.getValue();
  }
}
