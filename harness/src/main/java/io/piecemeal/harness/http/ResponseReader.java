package io.piecemeal.harness.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

/** Reads answers from a channel, however they are cut into pieces on their way. */
public final class ResponseReader {

  private static final int CAPACITY = 256 * 1024;

  /** CR LF CR LF, as one number. */
  private static final int END_OF_HEAD = 0x0D0A0D0A;

  private static final int END_OF_LINE = 2;
  private static final int HEXADECIMAL = 16;

  private final ReadableByteChannel channel;

  /** Unread bytes lie from its position to its limit. */
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY).limit(0);

  /** Reads from a channel that blocks. */
  public ResponseReader(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /** Reads a head; its body is next. */
  public ResponseHead readHead() throws IOException {
    int last = 0;
    int length = 0;
    while (last != END_OF_HEAD || length < Integer.BYTES) {
      if (length == buffer.remaining()) {
        fill();
      }
      last = (last << Byte.SIZE) | (buffer.get(buffer.position() + length) & 0xFF);
      length++;
    }
    byte[] head = new byte[length];
    buffer.get(head);
    return ResponseHead.parse(new String(head, StandardCharsets.ISO_8859_1));
  }

  /** Reads the body that belongs to a head, and forgets it. */
  public void discardBody(ResponseHead head) throws IOException {
    takeBody(head, this::discard);
  }

  /** Reads the body that belongs to a head; it has to be short. */
  public byte[] readBody(ResponseHead head) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    takeBody(head, length -> body.write(read(length)));
    return body.toByteArray();
  }

  /** Takes the next bytes of a body. */
  private interface Taker {
    void take(long length) throws IOException;
  }

  private void takeBody(ResponseHead head, Taker taker) throws IOException {
    if (head.contentLength() != ResponseHead.CHUNKED) {
      taker.take(head.contentLength());
      return;
    }
    for (long length = chunkLength(); length > 0; length = chunkLength()) {
      taker.take(length);
      discard(END_OF_LINE);
    }
    discard(END_OF_LINE);
  }

  /** Reads the line before a piece. Extensions and trailers are not understood. */
  private long chunkLength() throws IOException {
    StringBuilder digits = new StringBuilder();
    for (char next = (char) read(1)[0]; next != '\n'; next = (char) read(1)[0]) {
      digits.append(next);
    }
    return Long.parseLong(digits.toString().strip(), HEXADECIMAL);
  }

  private void discard(long length) throws IOException {
    long left = length;
    while (left > 0) {
      int step = available(left);
      buffer.position(buffer.position() + step);
      left -= step;
    }
  }

  private byte[] read(long length) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(length)];
    int done = 0;
    while (done < bytes.length) {
      int step = available((long) bytes.length - done);
      buffer.get(bytes, done, step);
      done += step;
    }
    return bytes;
  }

  /** How many of the wanted bytes are there, at least one. */
  private int available(long wanted) throws IOException {
    if (!buffer.hasRemaining()) {
      fill();
    }
    return (int) Math.min(wanted, buffer.remaining());
  }

  /** Adds at least one byte. */
  private void fill() throws IOException {
    buffer.compact();
    if (!buffer.hasRemaining()) {
      throw new IOException("a head of more than %d bytes".formatted(CAPACITY));
    }
    int read = channel.read(buffer);
    buffer.flip();
    if (read < 0) {
      throw new EOFException("connection closed");
    }
  }
}
