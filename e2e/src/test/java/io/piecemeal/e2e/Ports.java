package io.piecemeal.e2e;

import java.io.IOException;
import java.net.ServerSocket;

/** Ports for programs that cannot choose one themselves. */
final class Ports {

  private Ports() {}

  /** A port that nothing listened on a moment ago. */
  static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Whether a connection to the port can be opened. */
  static boolean listens(int port) {
    try (RawSocket _ = new RawSocket(port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
