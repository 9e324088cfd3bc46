package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port that nothing listened on a moment ago. */
@FunctionalInterface
interface FreePort {

  int get() throws IOException;

  static int find() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
