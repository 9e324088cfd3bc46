package io.piecemeal.e2e.badinput;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A connection that sends exactly what it is told to. */
final class RawConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 120_000;
  private static final int DEFAULT_BUFFER = 1 << 16;

  private final Socket socket;
  private final InputStream in;

  RawConnection(int port) throws IOException {
    this(port, DEFAULT_BUFFER);
  }

  /** A connection that holds at most about {@code buffer} bytes that were not read. */
  RawConnection(int port, int buffer) throws IOException {
    this.socket = new Socket();
    socket.setReceiveBufferSize(buffer);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    this.in = new BufferedInputStream(socket.getInputStream());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** The same, where it does not matter whether the other side takes them all. */
  void start(byte[] bytes) {
    CompletableFuture<Void> _ = send(bytes);
  }

  /**
   * Sends the bytes while the answer is waited for, since that may come before they were all taken.
   * Completes exceptionally if the other side did not take them all.
   */
  CompletableFuture<Void> send(byte[] bytes) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                socket.getOutputStream().write(bytes);
                sent.complete(null);
              } catch (IOException e) {
                sent.completeExceptionally(e);
              }
            });
    return sent;
  }

  /** Sends the bytes in a packet of their own: waits until the other side has read them. */
  void sendAlone(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    ReceiveQueue queue = new ReceiveQueue(socket.getPort(), socket.getLocalPort());
    long giveUp = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
    while (!queue.isEmpty()) {
      if (System.nanoTime() > giveUp) {
        throw new IOException("the other side does not read");
      }
      Thread.onSpinWait();
    }
  }

  /** Says that nothing more comes. */
  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** The next answer that is not provisional. */
  RawAnswer answer() throws IOException {
    return RawAnswer.read(in);
  }

  /** The head of the next answer; its body is read by {@link #upTo}. */
  String head() throws IOException {
    return RawAnswer.readHead(in);
  }

  /** The next {@code count} bytes, or what comes of them before the other side ends. */
  byte[] upTo(int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(count);
    byte[] some = new byte[1 << 16];
    try {
      while (bytes.size() < count) {
        int got = in.read(some, 0, Math.min(some.length, count - bytes.size()));
        if (got < 0) {
          break;
        }
        bytes.write(some, 0, got);
      }
      return bytes.toByteArray();
    } catch (SocketException e) {
      // Reset: what came before it was read.
      return bytes.toByteArray();
    }
  }

  /** Waits until the other side sends no more; false if it sends another byte instead. */
  boolean isEnded() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  /** Sends a small request and waits for its answer. */
  RawAnswer exchange(String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return answer();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
