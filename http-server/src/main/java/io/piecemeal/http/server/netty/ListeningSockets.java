package io.piecemeal.http.server.netty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The sockets that the service listens at. During a start, {@code StartingServer} accepts their
 * connections, and the server accepts them afterwards. The sockets stay bound all the time: a
 * connection that comes between the two waits, and is not refused.
 */
public final class ListeningSockets implements AutoCloseable {

  /** Connections that wait to be taken; the system has a bound of its own. */
  private static final int BACKLOG = 4096;

  private final Map<PortRole, ServerSocketChannel> bound = new EnumMap<>(PortRole.class);

  /**
   * Listens at one more address.
   *
   * @param port 0 lets the system choose
   * @throws IOException if the address is not this machine's, or the port is taken
   */
  public void bind(PortRole role, String address, int port) throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open();
    try {
      bound.put(role, socket.bind(new InetSocketAddress(address, port), BACKLOG));
    } catch (UnresolvedAddressException e) {
      socket.close();
      throw new IOException("there is no address " + address, e);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** What the addresses are for. */
  public List<PortRole> roles() {
    return List.copyOf(bound.keySet());
  }

  /** The socket with one of the {@link #roles}. */
  public ServerSocketChannel socket(PortRole role) {
    return Objects.requireNonNull(bound.get(role));
  }

  /** Closes all; those that are closed already stay so. */
  @Override
  public void close() throws IOException {
    for (ServerSocketChannel socket : bound.values()) {
      socket.close();
    }
  }
}
