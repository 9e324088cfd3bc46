package io.piecemeal.harness.proc;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port of 127.0.0.1 that nothing listened on a moment ago. It is below those that a system gives
 * to outgoing connections (32768 and more on Linux): such a connection could take it before its
 * listener does, and a client that tries a closed port again and again can be connected to itself,
 * which keeps the port taken for a minute.
 */
public final class FreePort {

  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final int TRIES = 100;

  private FreePort() {}

  /**
   * Finds one.
   *
   * @throws IOException if a hundred ports are taken
   */
  public static int find() throws IOException {
    for (int tries = 1; ; tries++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
        return socket.getLocalPort();
      } catch (BindException e) {
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }
}
