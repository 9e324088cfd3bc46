package io.piecemeal.faults.account;

import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/** What a file is, as the service tells over HTTP. */
public sealed interface Observed {

  /** Neither deleted nor expired. */
  @SuppressWarnings("ArrayRecordComponent") // they are never compared
  record Present(FileState.Stage stage, long size, List<Listed> chunks, byte[] content)
      implements Observed {

    /** Copies the list. */
    public Present {
      chunks = List.copyOf(chunks);
    }

    /** Whether the chunks that are listed lie one behind the other and make the content. */
    boolean isConsistent() {
      return size == content.length
          && chunks.stream().mapToLong(Listed::length).sum() == size
          && IntStream.range(0, chunks.size()).allMatch(this::beginsWhereTheLastEnds);
    }

    private boolean beginsWhereTheLastEnds(int index) {
      long end = index == 0 ? 0 : chunks.get(index - 1).end();
      return chunks.get(index).offset() == end;
    }
  }

  /** Deleted, expired, or never there. */
  record Gone() implements Observed {}

  /**
   * A chunk as the service lists it.
   *
   * @param crc32c eight hexadecimal digits
   */
  record Listed(long offset, int length, String crc32c) {

    long end() {
      return offset + length;
    }

    /** Whether the digest is that of its bytes. */
    boolean describes(byte[] content) {
      CRC32C crc = new CRC32C();
      crc.update(content, Math.toIntExact(offset), length);
      return "%08x".formatted(crc.getValue()).equals(crc32c);
    }
  }
}
