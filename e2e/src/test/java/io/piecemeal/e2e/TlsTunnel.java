package io.piecemeal.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;

/** Lets clients of plain HTTP in to a service that speaks TLS. */
final class TlsTunnel implements AutoCloseable {

  private final ServerSocket clients;
  private final int service;
  private final SSLContext trust;

  private TlsTunnel(ServerSocket clients, int service, SSLContext trust) {
    this.clients = clients;
    this.service = service;
    this.trust = trust;
  }

  static TlsTunnel to(int service, SSLContext trust) throws IOException {
    ServerSocket clients = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    TlsTunnel tunnel = new TlsTunnel(clients, service, trust);
    Thread.ofVirtual().start(tunnel::accept);
    return tunnel;
  }

  int port() {
    return clients.getLocalPort();
  }

  private void accept() {
    while (!clients.isClosed()) {
      try {
        Socket client = clients.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    try (client;
        Socket server = trust.getSocketFactory().createSocket()) {
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service));
      Thread back = Thread.ofVirtual().start(() -> copy(server, client));
      copy(client, server);
      back.join();
    } catch (IOException e) {
      // The client sees a connection that ends, as it would without the tunnel.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until the one ends, or the other takes no more; then both end. */
  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      return;
    }
  }

  @Override
  public void close() throws IOException {
    clients.close();
  }
}
