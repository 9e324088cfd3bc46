package io.piecemeal.http.server.content;

import io.piecemeal.application.port.in.ReadContent.Content;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * The body of an answer: a part of a file's bytes, or all of them. Its first bytes are read
 * already.
 *
 * @param bytes ends behind {@code length} bytes, or throws; the taker of the body closes it
 */
public record Download(ReadableByteChannel bytes, ByteCount length) {

  /**
   * In bytes. As much as is always taken on at once, so that a caller who reads nothing keeps none
   * of it in the heap. A chunk that is not longer is known to be whole.
   */
  private static final int FIRST = DownloadPump.BLOCKS_AHEAD * BlockSizes.SMALLEST;

  /**
   * Reads the first bytes, since nothing but a broken connection can tell of damage behind the head
   * of an answer.
   *
   * @throws StorageFailure.Damaged if they are missing or damaged
   * @throws StorageFailure.Unavailable if they cannot be read now, or were rewound or deleted
   *     meanwhile
   */
  public static Download begin(Content content, ByteRange range) {
    ReadableByteChannel bytes = content.bytes(range);
    ByteBuffer first = ByteBuffer.allocate((int) Math.min(FIRST, range.length().value()));
    try {
      fill(first, bytes);
    } catch (IOException e) {
      throw new StorageFailure.Unavailable("a download could not begin", closed(bytes, e));
    } catch (RuntimeException e) {
      throw closed(bytes, e);
    }
    return new Download(new BegunChannel(first.flip(), bytes), range.length());
  }

  private static void fill(ByteBuffer first, ReadableByteChannel bytes) throws IOException {
    int got = 0;
    while (first.hasRemaining() && got >= 0) {
      got = bytes.read(first);
    }
  }

  private static <E extends Exception> E closed(ReadableByteChannel bytes, E reason) {
    try {
      bytes.close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
    return reason;
  }
}
