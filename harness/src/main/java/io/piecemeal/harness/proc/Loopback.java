package io.piecemeal.harness.proc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Where all servers listen: this machine, and nobody else reaches them. */
public final class Loopback {

  private Loopback() {}

  /** A port of 127.0.0.1. */
  public static InetSocketAddress port(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  /** Whether somebody listens on a port of 127.0.0.1. */
  public static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(port(port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
