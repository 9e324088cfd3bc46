package io.piecemeal.harness.proc;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where all servers listen: this machine, and nobody else reaches them. */
public final class Loopback {

  private Loopback() {}

  /** A port of 127.0.0.1. */
  public static InetSocketAddress port(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }
}
