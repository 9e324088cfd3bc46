package io.piecemeal.http.server.tls;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import java.util.Map;

/** How the server speaks TLS. */
public final class TlsServer {

  private static final String PREFIX = "micronaut.server.ssl.";

  private TlsServer() {}

  /**
   * What the framework has to be told.
   *
   * @param port the one to listen on
   */
  public static Map<String, Object> properties(int port) {
    // A caller could have the service work for nothing by handshakes within one connection.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    return Map.of(
        PREFIX + "enabled",
        true,
        PREFIX + "port",
        port,
        PREFIX + "key-name",
        ServedCertificate.NAME,
        PREFIX + "protocols",
        "TLSv1.3,TLSv1.2",
        PREFIX + "ciphers",
        String.join(",", Http2SecurityUtil.CIPHERS));
  }
}
