package io.piecemeal.faults.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes events at a webhook. */
final class EventReceiver implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int WAITING = 50;
  private static final int NO_CONTENT = 204;

  private final Heard heard;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  EventReceiver(Heard heard) throws IOException {
    this.heard = heard;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), WAITING);
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      heard.event(MAPPER.readTree(exchange.getRequestBody()));
      exchange.sendResponseHeaders(NO_CONTENT, -1);
    }
  }

  /** Has the service send events here. */
  void register(int port) throws IOException {
    try (Caller caller = new Caller(port)) {
      String body = "{\"url\":\"http://127.0.0.1:%d/\"}".formatted(server.getAddress().getPort());
      Answer answer = caller.call("POST", "/webhooks", body);
      if (!(answer instanceof Answer.Done)) {
        throw new IOException("no webhook was made: " + answer);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
