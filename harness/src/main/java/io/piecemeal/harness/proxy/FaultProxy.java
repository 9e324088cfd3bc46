package io.piecemeal.harness.proxy;

import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.harness.proc.Loopback;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/**
 * A proxy on 127.0.0.1 in front of a service, which does to each request what its script says. Each
 * connection takes one request. Without a script it forwards.
 */
public final class FaultProxy implements AutoCloseable {

  private final InetSocketAddress upstream;
  private final int port;
  private volatile Script script = Script.parse("");
  private volatile boolean closed;
  private volatile ServerSocket listener;

  private FaultProxy(InetSocketAddress upstream, int port) throws IOException {
    this.upstream = upstream;
    this.port = port;
    this.listener = listen();
  }

  /**
   * Starts one.
   *
   * @param upstream the port of the service on 127.0.0.1
   */
  public static FaultProxy before(int upstream) throws IOException {
    FaultProxy proxy = new FaultProxy(Loopback.port(upstream), FreePort.find());
    Thread.ofVirtual().name("fault-proxy").start(proxy::serve);
    return proxy;
  }

  /** Where clients reach it. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /**
   * Begins anew: what was counted is forgotten.
   *
   * @param faults one a line, as {@code client-scenarios/README.md} describes them
   * @throws IllegalArgumentException if a line is no fault
   */
  public void play(String faults) {
    script = Script.parse(faults);
  }

  /**
   * How many requests of a kind came since the script began, those that were refused among them.
   *
   * @param method or {@code *}
   * @param path without a query; {@code *} in it stands for anything but a slash
   */
  public long count(String method, String path) {
    return script.count(new RequestPattern(method, path));
  }

  private ServerSocket listen() throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(Loopback.port(port));
    return socket;
  }

  private void serve() {
    while (!closed) {
      ServerSocket current = listener;
      try {
        Socket client = current.accept();
        Thread.ofVirtual().start(() -> exchange(client));
      } catch (IOException e) {
        if (!current.isClosed()) {
          throw new UncheckedIOException(e);
        }
        awaitListener();
      }
    }
  }

  private synchronized void awaitListener() {
    while (!closed && listener.isClosed()) {
      try {
        wait();
      } catch (InterruptedException _) {
        closed = true;
      }
    }
  }

  private void exchange(Socket socket) {
    try (Socket client = socket) {
      ProxiedRequest request = ProxiedRequest.read(client.getInputStream());
      Action action = script.next(request.method(), request.target());
      new Exchange(client, upstream, request).perform(action, this::begin);
    } catch (EOFException _) {
      // A client that connected and said nothing, or went away: nobody is left to be told.
    } catch (IOException e) {
      System.err.println("fault proxy: " + e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin(Duration time) {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                Thread.sleep(time);
                comeBack();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private synchronized void comeBack() {
    try {
      if (!closed && listener.isClosed()) {
        listener = listen();
        notifyAll();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    listener.close();
    notifyAll();
  }
}
