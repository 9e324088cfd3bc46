package io.piecemeal.adapters.scan;

import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where ClamAV's daemon listens. */
public sealed interface ClamdAddress {

  /** A port of a host, whose address is looked up for each connection. */
  record Tcp(String host, int port) implements ClamdAddress {

    @Override
    public String toString() {
      return "tcp://%s:%d".formatted(host, port);
    }
  }

  /** A socket in the file system of this machine. */
  record Unix(Path path) implements ClamdAddress {

    @Override
    public String toString() {
      return "unix:" + path;
    }
  }

  /**
   * Reads {@code tcp://host:port} or {@code unix:/path}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static ClamdAddress parse(String text) {
    return text.startsWith("unix:")
        ? new Unix(path(text.substring("unix:".length()).replaceFirst("^///?(?=[^/])", "/")))
        : tcp(text);
  }

  private static Path path(String text) {
    try {
      Path path = Path.of(text);
      // Checks the length as well, which a kernel bounds.
      UnixDomainSocketAddress.of(path);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw neither(e);
    }
    throw neither(null);
  }

  private static ClamdAddress tcp(String text) {
    try {
      URI uri = new URI(text);
      String host = uri.getHost();
      boolean plain =
          "tcp".equals(uri.getScheme())
              && uri.getRawUserInfo() == null
              && uri.getRawPath().isEmpty()
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      if (plain && host != null && uri.getPort() > 0 && uri.getPort() <= 65_535) {
        return new Tcp(host, uri.getPort());
      }
    } catch (URISyntaxException e) {
      throw neither(e);
    }
    throw neither(null);
  }

  private static IllegalArgumentException neither(@org.jspecify.annotations.Nullable Exception e) {
    return new IllegalArgumentException(
        "it is neither such as tcp://host:3310 nor such as unix:/run/clamav/clamd.ctl", e);
  }

  /** What {@link SocketChannel#open(ProtocolFamily)} and {@code connect} take. */
  default SocketAddress socket() throws UnknownHostException {
    return switch (this) {
      case Tcp tcp -> {
        InetSocketAddress address = new InetSocketAddress(tcp.host(), tcp.port());
        if (address.isUnresolved()) {
          throw new UnknownHostException("the host of the scanner has no address");
        }
        yield address;
      }
      case Unix unix -> UnixDomainSocketAddress.of(unix.path());
    };
  }

  /** Whether it is a socket of the file system. */
  default boolean isUnix() {
    return switch (this) {
      case Tcp tcp -> false;
      case Unix unix -> true;
    };
  }

  /** A channel to connect to it. */
  default SocketChannel channel() throws java.io.IOException {
    return isUnix() ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
  }
}
