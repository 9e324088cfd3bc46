package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

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
 *       judged after the end of the body, so that any other fault comes first. Up to 65,536 bytes
 *       of text wait in the buffer. Longer text is decoded on trial as what its first characters
 *       show that it is, or waits on the heap where they leave more than one way. If they show
 *       Base64, an {@code encoding} behind it cannot say {@code utf8} any more.
 *   <li>A missing {@code data} is reported after the end of the body.
 * </ul>
 *
 * <p>Memory is 96 KiB of buffers for each scan under way, whatever the length of the body, and for
 * all texts together that wait for their encoding a sixth of the heap. Time is linear in the
 * length. A scanner may be shared by threads; it keeps the buffers of up to 32 scans for the next
 * ones.
 */
public final class ChunkBodyScanner {

  private static final int MOST_IDLE = 32;

  /** New arrays for each body would have to be cleared, and would be most of what dies young. */
  private final Queue<ScanBuffers> idle = new ArrayBlockingQueue<>(MOST_IDLE);

  private final AtomicLong room;

  /** A scanner whose waiting texts take a sixth of the heap at most. */
  public ChunkBodyScanner() {
    // A chunk of the default limit in hexadecimal fits in a heap of 64 MiB.
    this(Runtime.getRuntime().maxMemory() / 6);
  }

  ChunkBodyScanner(long room) {
    this.room = new AtomicLong(room);
  }

  /**
   * Reads the body to its end and gives the decoded data to the sink.
   *
   * @param body read to its end if the body is valid, not closed
   * @param sink not closed; given the bytes in order, at most 68 KiB at a time, in an array that
   *     changes after the call. They count for nothing until this method has returned: a body may
   *     be refused at its last byte
   * @throws ChunkBodyRejected if the body is not a chunk; bytes may have been written to the sink
   * @throws IOException only from the body or the sink, unchanged
   */
  public ChunkMembers scan(InputStream body, OutputStream sink) throws IOException {
    ScanBuffers reused = idle.poll();
    ScanBuffers buffers = reused != null ? reused : new ScanBuffers(room);
    try (ChunkObject object = new ChunkObject(body, buffers, sink)) {
      return object.read();
    } finally {
      idle.offer(buffers);
    }
  }
}
