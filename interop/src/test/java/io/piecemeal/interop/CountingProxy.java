package io.piecemeal.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One address for a service that comes back at another port each time, and a count of the bytes
 * that are sent to it, which it holds back beyond a limit.
 */
final class CountingProxy implements AutoCloseable {

  private static final int BLOCK = 64 * 1024;

  private final ServerSocket server;
  private final AtomicLong sent = new AtomicLong();
  private long limit = Long.MAX_VALUE;
  private volatile int port;

  private CountingProxy(ServerSocket server) {
    this.server = server;
  }

  static CountingProxy start() throws IOException {
    CountingProxy proxy =
        new CountingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.startVirtualThread(proxy::accept);
    return proxy;
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  void leadTo(int servicePort) {
    port = servicePort;
  }

  /** Bytes that clients have sent, with all heads and encodings, whether they arrived or not. */
  long sent() {
    return sent.get();
  }

  /** From now on whoever has sent more, all together, waits for a higher limit. */
  synchronized void limitTo(long bytes) {
    limit = bytes;
    notifyAll();
  }

  private synchronized void awaitLimit() throws InterruptedException {
    while (sent.get() >= limit) {
      wait();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.startVirtualThread(() -> serve(client));
      } catch (IOException closed) {
        // It ends, and with it the test that needs it.
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket service = new Socket()) {
      service.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      Thread back = Thread.startVirtualThread(() -> copy(service, client, read -> {}));
      copy(client, service, this::count);
      back.join();
    } catch (IOException | InterruptedException broken) {
      // The client sees a connection that ends, which is what the proxy is for.
      Thread.currentThread().interrupt();
    }
  }

  private void count(int read) throws InterruptedException {
    sent.addAndGet(read);
    awaitLimit();
  }

  /** Is told how many bytes came, before they are passed on. */
  private interface Meter {
    void count(int read) throws InterruptedException;
  }

  private static void copy(Socket from, Socket to, Meter meter) {
    byte[] block = new byte[BLOCK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        meter.count(read);
        out.write(block, 0, read);
      }
      to.shutdownOutput();
    } catch (IOException broken) {
      closeBoth(from, to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closeBoth(from, to);
    }
  }

  /** Where one side is gone, the other is to know. */
  private static void closeBoth(Socket from, Socket to) {
    try (from;
        to) {
      return;
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }

  @Override
  public void close() throws IOException {
    limitTo(Long.MAX_VALUE);
    server.close();
  }
}
