package io.piecemeal.http.server.starting;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.trace.RequestIds;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Listens at the service's own address until the service does: an orchestrator sees a process that
 * lives and is not ready, instead of a closed port for which it would restart it again and again.
 * {@code /health/live} is 200; all else is 503 with {@code Retry-After}. No body is read.
 */
public final class StartingServer implements AutoCloseable {

  private static final int BACKLOG = 128;
  private static final String RETRY_SECONDS = "5";

  private static final String LIVE = "{\"status\":\"up\"}";
  private static final String NOT_READY =
      "{\"status\":\"starting\",\"database\":\"down\",\"storage\":\"unknown\",\"collection\":\"unknown\"}";
  private static final String DETAIL =
      "The service is starting and waits for its database. Try again in a few seconds.";

  // The JDK's server has neither bound by default. It reads them once, before its first use.
  static {
    bound("jdk.httpserver.maxConnections", "200");
    bound("sun.net.httpserver.maxReqTime", "10");
    bound("sun.net.httpserver.maxRspTime", "10");
  }

  private final HttpServer server;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

  private StartingServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Listens until it is closed.
   *
   * @throws IOException if the address is not this machine's, or the port is taken
   */
  public static StartingServer listen(String host, int port) throws IOException {
    StartingServer starting =
        new StartingServer(HttpServer.create(new InetSocketAddress(host, port), BACKLOG));
    starting.server.setExecutor(starting.requests);
    starting.server.createContext("/", StartingServer::answer);
    starting.server.start();
    return starting;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String id = RequestIds.choose(exchange.getRequestHeaders().getFirst(RequestIds.HEADER));
      exchange.getResponseHeaders().set(RequestIds.HEADER, id);
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.getResponseHeaders().set("Connection", "close");
      switch (exchange.getRequestURI().getPath()) {
        case "/health/live" -> send(exchange, 200, "application/json", LIVE);
        case "/health/ready" -> send(exchange, 503, "application/json", NOT_READY);
        case null, default -> {
          exchange.getResponseHeaders().set("Retry-After", RETRY_SECONDS);
          send(exchange, 503, "application/problem+json", problem(id));
        }
      }
    }
  }

  private static String problem(String id) {
    ProblemKind kind = ProblemKind.UNAVAILABLE;
    return """
    {"type":"urn:piecemeal:problem:%s","title":"%s","status":%d,\
    "detail":"%s","message":"%s","code":"%s","retryable":true,"request_id":"%s"}"""
        .formatted(
            kind.code(), kind.title(), kind.status().getCode(), DETAIL, DETAIL, kind.code(), id);
  }

  private static void send(HttpExchange exchange, int status, String type, String json)
      throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    boolean head = "HEAD".equals(exchange.getRequestMethod());
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  private static void bound(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Frees the port at once; answers that are under way are cut off. */
  @Override
  public void close() {
    server.stop(0);
    requests.close();
  }
}
