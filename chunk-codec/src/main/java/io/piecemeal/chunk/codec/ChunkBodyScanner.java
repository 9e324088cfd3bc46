package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.io.InputStream;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Reads chunk bodies: one JSON object with {@code data} and optionally {@code offset}, {@code
 * sha256}, {@code encoding} and {@code complete}, in any order.
 *
 * <p>JSON is strict RFC 8259 in UTF-8; a byte order mark is skipped, duplicate and unknown members
 * are refused. Optional members that are {@code null} or {@code ""} are not given; a number or a
 * truth in quotes is what is in them. The fault reported is the first one in the order of the body,
 * with these fine points:
 *
 * <ul>
 *   <li>A name or short string is judged at its closing quote, or where it outgrows 64 characters.
 *   <li>A value of the wrong kind is judged at its first byte if it is a string, object or array,
 *       and at its end otherwise.
 *   <li>{@code data} is judged as it is read if {@code encoding} stands before it. Otherwise it is
 *       judged after the end of the body, so that any other fault comes first. Up to 16,384 bytes
 *       of text wait in the buffer. Longer text is decoded as Base64 while it has only letters of
 *       that, and written undecoded from there on; the output is taken back and decoded anew where
 *       that turns out to be wrong.
 *   <li>A missing {@code data} is reported after the end of the body.
 * </ul>
 *
 * <p>Memory is 48 KiB of buffers for each scan under way, whatever the length of the body, and 28
 * KiB more while text is decoded anew. Time is linear in the length. A scanner may be shared by
 * threads; it keeps the buffers of up to 32 scans for the next ones.
 */
public final class ChunkBodyScanner {

  private static final int MOST_IDLE = 32;

  /** New arrays for each body would have to be cleared, and would be most of what dies young. */
  private final Queue<ScanBuffers> idle = new ArrayBlockingQueue<>(MOST_IDLE);

  /**
   * Reads the body to its end and gives the decoded data to the sink.
   *
   * @param body read to its end if the body is valid, not closed
   * @param sink not closed; given the bytes in order, at most 20 KiB at a time, in an array that
   *     changes after the call. They count for nothing until this method has returned: a body may
   *     be refused at its last byte
   * @throws ChunkBodyRejected if the body is not a chunk; bytes may have been written to the sink
   * @throws IOException only from the body or the sink, unchanged
   */
  public ChunkMembers scan(InputStream body, ChunkOutput sink) throws IOException {
    ScanBuffers reused = idle.poll();
    ScanBuffers buffers = reused != null ? reused : new ScanBuffers();
    try {
      return new ChunkObject(body, buffers, sink).read();
    } finally {
      idle.offer(buffers);
    }
  }
}
