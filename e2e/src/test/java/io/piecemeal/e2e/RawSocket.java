package io.piecemeal.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection that sends what it is told to, and reads when it is told to. */
final class RawSocket implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 60_000;

  private final Socket socket;

  RawSocket(int port) throws IOException {
    this(port, 0);
  }

  /**
   * @param buffer bytes that may wait to be read, about; 0 for what the system gives
   */
  RawSocket(int port, int buffer) throws IOException {
    this(new Socket(), port, buffer);
  }

  /**
   * @param socket not yet connected
   */
  RawSocket(Socket socket, int port, int buffer) throws IOException {
    this.socket = socket;
    if (buffer > 0) {
      socket.setReceiveBufferSize(buffer);
    }
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(TIMEOUT_MILLIS);
  }

  RawSocket send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawSocket send(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
    return this;
  }

  /** All that comes until the other side ends; fails if it ends by a reset. */
  String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** The status of the next answer. */
  int status() throws IOException {
    InputStream in = socket.getInputStream();
    return Integer.parseInt(new String(in.readNBytes(12), StandardCharsets.US_ASCII).substring(9));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
