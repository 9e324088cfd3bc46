package io.piecemeal.adapters.scan;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A connection on which nothing takes longer than it may. For one thread. */
final class ClamdConnection implements Closeable {

  /** In bytes; what a scanner says is much shorter. */
  static final int LONGEST_ANSWER = 1024;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;

  private ClamdConnection(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.key = channel.register(selector, 0);
  }

  static ClamdConnection open(ClamdAddress address, Duration patience) throws IOException {
    SocketChannel channel = address.channel();
    try {
      channel.configureBlocking(false);
      ClamdConnection connection = new ClamdConnection(channel, Selector.open());
      connection.connect(address, patience);
      return connection;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void connect(ClamdAddress address, Duration patience) throws IOException {
    try {
      boolean connected = channel.connect(address.socket());
      while (!connected) {
        await(SelectionKey.OP_CONNECT, patience, "took no connection");
        connected = channel.finishConnect();
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Sends all of it, unless the scanner says something meanwhile.
   *
   * @param patience for it to take any of it
   * @return whether all was sent
   */
  boolean send(ByteBuffer bytes, Duration patience) throws IOException {
    while (bytes.hasRemaining() && !hasSpoken()) {
      if (write(bytes) == 0) {
        await(SelectionKey.OP_WRITE | SelectionKey.OP_READ, patience, "takes no bytes");
      }
    }
    return !bytes.hasRemaining();
  }

  /** What it said before it closed the connection can still be read. */
  private int write(ByteBuffer bytes) throws IOException {
    try {
      return channel.write(bytes);
    } catch (IOException e) {
      if (hasSpoken()) {
        return 0;
      }
      throw e;
    }
  }

  private boolean hasSpoken() throws IOException {
    key.interestOps(SelectionKey.OP_READ);
    selector.selectedKeys().clear();
    return selector.selectNow() > 0;
  }

  /**
   * What the scanner says, up to the first NUL or line feed, or to the end of the connection.
   *
   * @param patience for each piece of it
   * @throws IOException also if that is too long
   */
  String receive(Duration patience) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(LONGEST_ANSWER);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    while (answer.size() <= LONGEST_ANSWER) {
      int count = channel.read(piece);
      if (count == 0) {
        await(SelectionKey.OP_READ, patience, "gives no answer");
      }
      piece.flip();
      while (piece.hasRemaining()) {
        byte one = piece.get();
        if (one == 0 || one == '\n') {
          return Answers.text(answer.toByteArray());
        }
        answer.write(one);
      }
      piece.clear();
      if (count < 0) {
        return Answers.text(answer.toByteArray());
      }
    }
    throw new IOException("the scanner's answer has no end");
  }

  private void await(int operations, Duration patience, String what) throws IOException {
    key.interestOps(operations);
    selector.selectedKeys().clear();
    if (selector.select(patience.toMillis()) == 0) {
      throw new SocketTimeoutException(
          "the scanner %s within %d s".formatted(what, patience.toSeconds()));
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      selector.close();
    }
  }
}
