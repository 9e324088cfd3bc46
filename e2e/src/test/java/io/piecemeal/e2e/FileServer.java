package io.piecemeal.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A server with one file, which gives the rest of it too, and breaks off when it is told to. */
final class FileServer implements AutoCloseable {

  private final HttpServer server;
  private final Queue<Integer> breaks = new ConcurrentLinkedQueue<>();

  /** The {@code Range} of each request, or "all". */
  final List<String> asked = new CopyOnWriteArrayList<>();

  volatile byte[] file = Bytes.utf8("hello");
  volatile Optional<String> etag = Optional.of("\"1\"");

  FileServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::give);
    server.start();
  }

  /** Another answer at a path of its own. */
  void answer(String path, Behaviour behaviour) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            behaviour.answer(exchange);
          }
        });
  }

  /** How a path answers. */
  @FunctionalInterface
  interface Behaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  String url(String host) {
    return url(host, "/file");
  }

  String url(String host, String path) {
    return "http://%s:%d%s".formatted(host, server.getAddress().getPort(), path);
  }

  /** The next answers end behind so many bytes, without an end. */
  void breakAfter(int... bytes) {
    for (int count : bytes) {
      breaks.add(count);
    }
  }

  private void give(HttpExchange exchange) throws IOException {
    try (exchange) {
      String range = exchange.getRequestHeaders().getFirst("Range");
      String condition = exchange.getRequestHeaders().getFirst("If-Range");
      asked.add(range == null ? "all" : range);
      byte[] all = file;
      boolean partial = range != null && etag.equals(Optional.ofNullable(condition));
      int start = partial ? Integer.parseInt(range.replaceAll("[^0-9]", "")) : 0;
      etag.ifPresent(name -> exchange.getResponseHeaders().set("ETag", name));
      if (partial) {
        exchange
            .getResponseHeaders()
            .set("Content-Range", "bytes %d-%d/%d".formatted(start, all.length - 1, all.length));
      }
      exchange.sendResponseHeaders(partial ? 206 : 200, all.length - start);
      Integer most = breaks.poll();
      OutputStream out = exchange.getResponseBody();
      out.write(all, start, Math.min(all.length - start, most == null ? all.length : most));
      out.flush();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
