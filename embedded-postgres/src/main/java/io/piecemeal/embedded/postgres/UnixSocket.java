package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A Unix-domain socket with as much of the face of a TCP socket as the PostgreSQL driver looks at.
 * The JDK gives such sockets as channels only. Reads and writes block, without holding the carrier
 * of a virtual thread.
 *
 * <p>A read that takes longer than the timeout ends the connection, since a channel cannot give up
 * a read otherwise.
 */
final class UnixSocket extends Socket {

  private final Path path;
  private final SocketChannel channel;
  private final ReadDeadline deadline;
  private volatile boolean connected;

  UnixSocket(Path path) throws SocketException {
    super((SocketImpl) null);
    this.path = path;
    try {
      this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    } catch (IOException failure) {
      throw withCause(new SocketException("no Unix-domain socket can be made"), failure);
    }
    this.deadline = new ReadDeadline(channel);
  }

  private static SocketException withCause(SocketException failure, IOException cause) {
    failure.initCause(cause);
    return failure;
  }

  @Override
  public void connect(SocketAddress ignored) throws IOException {
    connect(ignored, 0);
  }

  /** The kernel connects at once, or refuses. */
  @Override
  public void connect(SocketAddress ignored, int timeout) throws IOException {
    channel.connect(UnixDomainSocketAddress.of(path));
    connected = true;
  }

  @Override
  public InputStream getInputStream() {
    return new ChannelInput(channel, deadline);
  }

  @Override
  public OutputStream getOutputStream() {
    return new ChannelOutput(channel);
  }

  @Override
  public void setSoTimeout(int timeoutMillis) {
    deadline.set(timeoutMillis);
  }

  @Override
  public int getSoTimeout() {
    return deadline.get();
  }

  @Override
  public synchronized void close() throws IOException {
    deadline.close();
    channel.close();
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public boolean isConnected() {
    return connected;
  }

  @Override
  public boolean isBound() {
    return connected;
  }

  @Override
  public void shutdownInput() throws IOException {
    channel.shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public int getSendBufferSize() throws SocketException {
    return option(StandardSocketOptions.SO_SNDBUF);
  }

  @Override
  public int getReceiveBufferSize() throws SocketException {
    return option(StandardSocketOptions.SO_RCVBUF);
  }

  private int option(SocketOption<Integer> option) throws SocketException {
    try {
      return channel.getOption(option);
    } catch (IOException failure) {
      throw withCause(new SocketException("the socket has no " + option.name()), failure);
    }
  }

  /** Nothing is delayed on such a socket. */
  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public boolean getTcpNoDelay() {
    return true;
  }

  /** The kernel knows when the other end is gone. */
  @Override
  public void setKeepAlive(boolean on) {}

  @Override
  public boolean getKeepAlive() {
    return true;
  }

  @Override
  public @Nullable SocketAddress getRemoteSocketAddress() {
    return connected ? UnixDomainSocketAddress.of(path) : null;
  }

  @Override
  public String toString() {
    return "UnixSocket[" + path + "]";
  }
}
