package io.piecemeal.faults.flood;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A connection from an address of its own, so that a bound per address hits nobody else. */
final class HostileConnection implements AutoCloseable {

  private static final int ANSWER_BUFFER = 512;
  private static final int SMALL = 4096;

  private final Socket socket;

  private HostileConnection(Socket socket) {
    this.socket = socket;
  }

  static HostileConnection open(int port, String address) throws IOException {
    Socket socket = new Socket();
    try {
      // What it does not read has to wait in the service, and not here.
      socket.setReceiveBufferSize(SMALL);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 10_000);
      return new HostileConnection(socket);
    } catch (IOException failure) {
      socket.close();
      throw failure;
    }
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends the head of a request with a body of so many bytes. */
  void head(String line, long length, String... headers) throws IOException {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = "Content-Length: " + length;
    head(line, all);
  }

  /** Sends the head of a request. */
  void head(String line, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(line).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    send(head.append("\r\n").toString());
  }

  /**
   * Reads the first bytes of an answer.
   *
   * @throws IOException if there is none
   */
  void awaitAnswer() throws IOException {
    if (socket.getInputStream().read(new byte[ANSWER_BUFFER]) < 0) {
      throw new IOException("closed without an answer");
    }
  }

  /** Reads until the service closes it. */
  void awaitClose() throws IOException {
    byte[] block = new byte[ANSWER_BUFFER];
    while (socket.getInputStream().read(block) >= 0) {
      // What it says does not matter.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
