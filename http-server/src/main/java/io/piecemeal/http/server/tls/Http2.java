package io.piecemeal.http.server.tls;

/** Whether callers may speak HTTP/2, where the port speaks TLS. */
public enum Http2 {
  OFFERED,
  LEFT_OUT
}
