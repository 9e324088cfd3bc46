package io.piecemeal.faults.zombie;

import io.piecemeal.harness.proc.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands between a service and its database, on 127.0.0.1. */
final class PostgresProxy implements AutoCloseable {

  private final ServerSocket server;
  private final InetSocketAddress database;
  private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;

  private PostgresProxy(ServerSocket server, InetSocketAddress database) {
    this.server = server;
    this.database = database;
  }

  static PostgresProxy start(int databasePort) throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(Loopback.port(0));
    PostgresProxy proxy = new PostgresProxy(server, Loopback.port(databasePort));
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  int port() {
    return server.getLocalPort();
  }

  /** The next commit of a chunk of this file is held. */
  Trap setTrap(String file) {
    Trap fresh = new Trap(file);
    trap.set(fresh);
    return fresh;
  }

  /** The database is out of reach: all connections but one are cut, and no new one is made. */
  void cutOff(Link spared) {
    refusing = true;
    links.stream().filter(link -> link != spared).forEach(Link::close);
  }

  /** The database can be reached again. */
  void reconnect() {
    refusing = false;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket service = server.accept();
        if (refusing) {
          service.close();
        } else {
          link(service);
        }
      } catch (IOException failure) {
        if (!server.isClosed()) {
          System.getLogger(PostgresProxy.class.getName())
              .log(System.Logger.Level.WARNING, "a connection was not linked", failure);
        }
      }
    }
  }

  private void link(Socket service) throws IOException {
    Socket onward = new Socket(database.getAddress(), database.getPort());
    service.setTcpNoDelay(true);
    onward.setTcpNoDelay(true);
    Link link = new Link(service, onward, trap::get);
    links.add(link);
    link.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    links.forEach(Link::close);
  }
}
