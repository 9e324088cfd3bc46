package io.piecemeal.embedded.postgres;

import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import javax.net.SocketFactory;

/**
 * Lets the PostgreSQL JDBC driver connect through a Unix-domain socket. Public only for the driver,
 * which makes one by the name of the class: parameters {@code socketFactory} and {@code
 * socketFactoryArg} of the URL.
 */
public final class UnixSocketFactory extends SocketFactory {

  private final Path path;

  /**
   * @param path of the socket; whatever host and port the URL names is ignored
   */
  public UnixSocketFactory(String path) {
    this.path = Path.of(path);
  }

  /** A socket that has yet to be connected, as the driver does. */
  @Override
  public Socket createSocket() throws SocketException {
    return new UnixSocket(path);
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw unsupported();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw unsupported();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw unsupported();
  }

  @Override
  public Socket createSocket(
      InetAddress address, int port, InetAddress localAddress, int localPort) {
    throw unsupported();
  }

  private static UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException("a Unix-domain socket has no host and no port");
  }
}
