package io.piecemeal.e2e;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server, and lets a test take their connection away. */
final class TcpProxy implements AutoCloseable {

  private enum Mode {
    FORWARDING,
    STALLED
  }

  private final InetSocketAddress target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final int port;
  private ServerSocket server;
  private Mode mode = Mode.FORWARDING;

  private TcpProxy(InetSocketAddress target) throws IOException {
    this.target = target;
    this.server = listen(0);
    this.port = server.getLocalPort();
  }

  /** Forwards what comes to a port of its own on 127.0.0.1. */
  static TcpProxy to(InetSocketAddress target) throws IOException {
    return new TcpProxy(target);
  }

  int port() {
    return port;
  }

  /** How many connections there were. */
  int accepted() {
    return accepted.get();
  }

  /** Accepts connections, and forwards nothing until {@link #forward}. */
  synchronized void stall() {
    mode = Mode.STALLED;
  }

  /** Cuts all connections and lets nobody connect until {@link #forward}. */
  synchronized void refuse() throws IOException {
    server.close();
    cutAll();
  }

  /** Everything works again; what was held back is sent. */
  synchronized void forward() throws IOException {
    if (server.isClosed()) {
      server = listen(port);
    }
    mode = Mode.FORWARDING;
    notifyAll();
  }

  private ServerSocket listen(int at) throws IOException {
    ServerSocket listening = new ServerSocket();
    listening.setReuseAddress(true);
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
    Thread.ofVirtual().start(() -> acceptAll(listening));
    return listening;
  }

  private void acceptAll(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket near = listening.accept();
        accepted.incrementAndGet();
        Socket far = new Socket(target.getAddress(), target.getPort());
        sockets.addAll(List.of(near, far));
        Thread.ofVirtual().start(() -> pump(near, far));
        Thread.ofVirtual().start(() -> pump(far, near));
      } catch (IOException e) {
        // Refusing, or the server is away: the client is told by its own socket.
      }
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] block = new byte[8192];
    try (from;
        to) {
      for (int count = from.getInputStream().read(block);
          count >= 0;
          count = from.getInputStream().read(block)) {
        awaitForwarding();
        to.getOutputStream().write(block, 0, count);
      }
    } catch (IOException e) {
      // One end is gone, and by leaving this the other one goes too.
    } finally {
      sockets.removeAll(List.of(from, to));
    }
  }

  private synchronized void awaitForwarding() throws IOException {
    while (mode == Mode.STALLED) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new InterruptedIOException("stopped");
      }
    }
  }

  private void cutAll() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    server.close();
    mode = Mode.FORWARDING;
    notifyAll();
    cutAll();
  }
}
