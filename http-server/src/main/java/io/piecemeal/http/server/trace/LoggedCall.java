package io.piecemeal.http.server.trace;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** What log lines, and the audit trail, say of the request that they are about. */
public final class LoggedCall {
  /** The name of the address that a request came from. */
  public static final String FROM = "from";

  /** The name of that by which the caller proved who it is. */
  public static final String CREDENTIAL = "credential";

  private LoggedCall() {}

  /** The address as text. */
  public static String address(@Nullable SocketAddress from) {
    return from instanceof InetSocketAddress internet && internet.getAddress() != null
        ? internet.getAddress().getHostAddress()
        : "an unknown address";
  }
}
