package io.piecemeal.http.server.netty;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Whose connection it is, as far as limits are concerned. */
final class PeerAddress {

  /** Bytes of an IPv6 address that name a network; who has one has all addresses in it. */
  private static final int NETWORK = 8;

  private PeerAddress() {}

  /**
   * @param peer null if the connection was closed before anybody asked
   */
  static String of(@Nullable SocketAddress peer) {
    if (!(peer instanceof InetSocketAddress ip)) {
      return "";
    }
    return ip.getAddress() instanceof Inet6Address six
        ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK))
        : ip.getHostString();
  }
}
