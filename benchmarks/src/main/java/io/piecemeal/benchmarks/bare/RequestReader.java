package io.piecemeal.benchmarks.bare;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads what a connection brings: a head, then, as a stream, the body that belongs to it, which has
 * to be read to its end before the next head.
 */
final class RequestReader extends InputStream {

  /** A short chunk arrives in one read with its head. */
  private static final int CAPACITY = 64 * 1024;

  private static final int END_OF_HEAD = 4;

  private final InputStream socket;
  private final byte[] buffer = new byte[CAPACITY];
  private int position;
  private int limit;
  private long bodyLeft;

  RequestReader(InputStream socket) {
    this.socket = socket;
  }

  /** Waits for the lines of the next head; none if the caller has ended the connection. */
  String nextHead() throws IOException {
    int length = END_OF_HEAD;
    while (length > limit - position || !endsHead(position + length)) {
      if (length < limit - position) {
        length++;
      } else if (!fill()) {
        return "";
      }
    }
    position += length;
    return new String(buffer, position - length, length, StandardCharsets.ISO_8859_1);
  }

  /** From here on this is a body of a length. */
  void begin(long length) {
    bodyLeft = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /** What came along with the head is copied, the rest comes straight from the socket. */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (bodyLeft == 0) {
      return -1;
    }
    int wanted = (int) Math.min(bodyLeft, length);
    int read = Math.min(wanted, limit - position);
    if (read > 0) {
      System.arraycopy(buffer, position, bytes, offset, read);
      position += read;
    } else {
      read = socket.read(bytes, offset, wanted);
      if (read < 0) {
        throw new EOFException("the connection ends within a body");
      }
    }
    bodyLeft -= read;
    return read;
  }

  private boolean endsHead(int end) {
    return buffer[end - 1] == '\n' && buffer[end - 2] == '\r' && buffer[end - 3] == '\n';
  }

  /** Adds to what is unread; false at the end of the connection. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    position = 0;
    int read = socket.read(buffer, limit, CAPACITY - limit);
    if (read == 0 || (read < 0 && limit > 0)) {
      throw new EOFException("the head ends at %d bytes".formatted(limit));
    }
    limit += Math.max(0, read);
    return read > 0;
  }
}
