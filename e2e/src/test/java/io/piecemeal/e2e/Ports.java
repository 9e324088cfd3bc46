package io.piecemeal.e2e;

import java.io.IOException;

/** What is seen of a port from outside. */
final class Ports {

  private Ports() {}

  /** Whether a connection to the port can be opened. */
  static boolean listens(int port) {
    try (RawSocket _ = new RawSocket(port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
