package io.piecemeal.http.server.starting;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.piecemeal.http.server.netty.CorsRule;
import io.piecemeal.http.server.netty.PortRole;
import io.piecemeal.http.server.netty.RequestChecks;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.tls.TlsPair;
import io.piecemeal.http.server.trace.RequestIds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Listens at an address of the service until the service does: an orchestrator sees a process that
 * lives and is not ready, instead of a closed port for which it would restart it again and again.
 * {@code /health/live} is 200; all else is 503 with {@code Retry-After}. No body is read. Heads are
 * refused as the service itself refuses them, and pages in browsers get the same permissions.
 */
public final class StartingServer implements AutoCloseable {

  private static final int BACKLOG = 128;
  private static final int NO_BODY = -1;

  private static final String LIVE = "{\"status\":\"up\"}";
  private static final String NOT_READY =
      "{\"status\":\"starting\",\"database\":\"down\",\"storage\":\"unknown\",\"collection\":\"unknown\"}";
  private static final Problem STARTING =
      Problem.of(
              ProblemKind.UNAVAILABLE,
              "The service is starting and waits for its database. Try again in a few seconds.")
          .header("Retry-After", "5");

  private static final JsonFactory JSON = new JsonFactory();

  // The JDK's server has neither bound by default. It reads them once, before its first use.
  static {
    bound("jdk.httpserver.maxConnections", "200");
    bound("sun.net.httpserver.maxReqTime", "10");
    bound("sun.net.httpserver.maxRspTime", "10");
  }

  private final HttpServer server;
  private final RequestChecks checks;
  private final CorsRule cors;
  private final PortRole port;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

  private StartingServer(HttpServer server, RequestChecks checks, CorsRule cors, PortRole port) {
    this.port = port;
    this.server = server;
    this.checks = checks;
    this.cors = cors;
  }

  /**
   * Listens until it is closed.
   *
   * @param tls empty if the service itself speaks plain HTTP
   * @param port which requests it takes
   * @throws IOException if the address is not this machine's, or the port is taken
   */
  public static StartingServer listen(
      InetSocketAddress address,
      Optional<TlsPair> tls,
      RequestChecks checks,
      CorsRule cors,
      PortRole port)
      throws IOException {
    StartingServer starting = new StartingServer(server(address, tls), checks, cors, port);
    starting.server.setExecutor(starting.requests);
    starting.server.createContext("/", starting::answer);
    starting.server.start();
    return starting;
  }

  private static HttpServer server(InetSocketAddress address, Optional<TlsPair> tls)
      throws IOException {
    if (tls.isEmpty()) {
      return HttpServer.create(address, BACKLOG);
    }
    HttpsServer server = HttpsServer.create(address, BACKLOG);
    try {
      server.setHttpsConfigurator(new HttpsConfigurator(tls.get().context()));
      return server;
    } catch (GeneralSecurityException e) {
      server.stop(0);
      throw new IOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpRequest request = head(exchange);
      String id = RequestIds.choose(request.headers().get(RequestIds.HEADER));
      Headers fields = exchange.getResponseHeaders();
      fields.set(RequestIds.HEADER, id);
      fields.set("X-Content-Type-Options", "nosniff");
      fields.set("Connection", "close");
      cors.fields(request).forEach(field -> fields.add(field.getKey(), field.getValue()));
      Optional<Problem> problem = checks.problem(request, port);
      if (problem.isPresent()) {
        send(exchange, problem.get(), id);
      } else if (CorsRule.isPreflight(request)) {
        exchange.sendResponseHeaders(204, NO_BODY);
      } else {
        answer(exchange, id);
      }
    }
  }

  private static HttpRequest head(HttpExchange exchange) {
    HttpRequest request =
        new DefaultHttpRequest(
            HttpVersion.valueOf(exchange.getProtocol()),
            HttpMethod.valueOf(exchange.getRequestMethod()),
            exchange.getRequestURI().toString(),
            DefaultHttpHeadersFactory.headersFactory().withValidation(false));
    exchange.getRequestHeaders().forEach(request.headers()::add);
    return request;
  }

  private static void answer(HttpExchange exchange, String id) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/health/live" -> send(exchange, 200, "application/json", utf8(LIVE));
      case "/health/ready" -> send(exchange, 503, "application/json", utf8(NOT_READY));
      case null, default -> send(exchange, STARTING, id);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, Problem problem, String id) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>(problem.members());
    members.put("request_id", id);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(body)) {
      json.writeStartObject();
      for (Map.Entry<String, Object> member : members.entrySet()) {
        json.writeFieldName(member.getKey());
        json.writePOJO(member.getValue());
      }
      json.writeEndObject();
    }
    Headers fields = exchange.getResponseHeaders();
    fields.set("Cache-Control", "no-store");
    problem.headers().forEach(fields::set);
    send(
        exchange,
        problem.kind().status().getCode(),
        "application/problem+json",
        body.toByteArray());
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    boolean head = "HEAD".equals(exchange.getRequestMethod());
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, head ? NO_BODY : body.length);
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
