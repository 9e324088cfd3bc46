package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands before the bytes of a record: its state, three bytes that say what this is, the
 * length of the bytes, and a CRC32C (RFC 3720) of those and the header's position, which tells a
 * header from anything else.
 *
 * @param state the one byte that is ever overwritten, which a disk does as a whole
 * @param length of the bytes behind it, at least 1
 */
record RecordHeader(State state, int length) {

  static final int SIZE = 12;

  private static final byte[] MARK = {'r', 'e', 'c'};

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
  static void put(ByteBuffer target, int position, int length) {
    target.put(State.LIVE.code).put(MARK).putInt(length).putInt(check(position, length));
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
    byte[] mark = new byte[MARK.length];
    source.get(mark);
    int length = source.getInt();
    boolean valid = Arrays.equals(mark, MARK) && source.getInt() == check(position, length);
    if (!valid) {
      return Optional.empty();
    }
    return Optional.of(new RecordHeader(code == State.DEAD.code ? State.DEAD : State.LIVE, length));
  }

  private static int check(int position, int length) {
    CRC32C crc32c = new CRC32C();
    crc32c.update(ByteBuffer.allocate(8).putInt(position).putInt(length).flip());
    return (int) crc32c.getValue();
  }
}
