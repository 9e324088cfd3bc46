package io.piecemeal.harness.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piecemeal.harness.proc.Loopback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A fault proxy for runners that are not Java: {@code POST /script} with faults, one a line, begins
 * anew; {@code GET /count/METHOD/path} tells how many requests of a kind came.
 */
public final class FaultProxyControl implements AutoCloseable {

  private final FaultProxy proxy;
  private final HttpServer server;

  private FaultProxyControl(FaultProxy proxy) throws IOException {
    this.proxy = proxy;
    this.server = HttpServer.create(Loopback.port(0), 0);
    server.createContext("/script", this::script);
    server.createContext("/count/", this::count);
    server.start();
  }

  /** Starts it. Who closes it closes the proxy too. */
  public static FaultProxyControl of(FaultProxy proxy) throws IOException {
    return new FaultProxyControl(proxy);
  }

  /** Where runners reach it. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void script(HttpExchange call) throws IOException {
    String faults = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    try {
      proxy.play(faults);
      answer(call, 200, "");
    } catch (IllegalArgumentException e) {
      answer(call, 400, String.valueOf(e.getMessage()));
    }
  }

  private void count(HttpExchange call) throws IOException {
    String[] parts = call.getRequestURI().getPath().split("/", 4);
    answer(call, 200, Long.toString(proxy.count(parts[2], "/" + parts[3])));
  }

  private static void answer(HttpExchange call, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (call) {
      call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      call.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    proxy.close();
  }

  /**
   * Runs both until the process is ended, for runners that are started by hand.
   *
   * @param arguments the port of the service on 127.0.0.1
   */
  static void main(String... arguments) throws IOException, InterruptedException {
    try (FaultProxyControl control = of(FaultProxy.before(Integer.parseInt(arguments[0])))) {
      System.out.printf("proxy %s control %s%n", control.proxy.url(), control.url());
      Thread.currentThread().join();
    }
  }
}
