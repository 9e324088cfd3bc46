package io.piecemeal.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Does what the contract says, from memory, and fails as it is told. */
final class ScriptedService implements AutoCloseable {

  static final String KEY = "a-key-of-at-least-thirty-two-characters";
  static final String PREFIX = "/some/prefix";

  private final HttpServer server;
  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private final Map<String, String> opened = new HashMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<String> seen = new ArrayList<>();
  private int recommended = 1000;
  private int maxBody = Integer.MAX_VALUE;

  private ScriptedService(HttpServer server) {
    this.server = server;
  }

  static ScriptedService start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ScriptedService service = new ScriptedService(server);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", service::handle);
    server.start();
    return service;
  }

  ClientOptions options() {
    return ClientOptions.of(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PREFIX + "/"), KEY)
        .withPatience(Duration.ofMinutes(1));
  }

  synchronized ScriptedService recommending(int bytes) {
    recommended = bytes;
    return this;
  }

  /** As a proxy does that knows nothing of the service. */
  synchronized ScriptedService refusingBodiesOver(int bytes) {
    maxBody = bytes;
    return this;
  }

  /** The next request that begins so ends like this; faults come in their order. */
  synchronized ScriptedService then(String request, Kind kind) {
    faults.add(new Fault(line -> line.startsWith(request), kind, 0, Map.of(), ""));
    return this;
  }

  synchronized ScriptedService then(
      String request, int status, Map<String, String> headers, String body) {
    faults.add(new Fault(line -> line.startsWith(request), Kind.ANSWER, status, headers, body));
    return this;
  }

  /** The lines of all requests. */
  synchronized List<String> seen() {
    return List.copyOf(seen);
  }

  synchronized long count(String request) {
    return seen.stream().filter(line -> line.startsWith(request)).count();
  }

  synchronized byte[] bytes(String id) {
    return session(id).bytes();
  }

  synchronized int files() {
    return sessions.size();
  }

  synchronized boolean allFaultsHappened() {
    return faults.isEmpty();
  }

  synchronized String store(byte[] bytes) {
    String id = "f%031d".formatted(sessions.size());
    Session session = new Session(id, "stored");
    session.content.writeBytes(bytes);
    session.complete = true;
    sessions.put(id, session);
    return id;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().toString();
    if (!path.startsWith(PREFIX)
        || !("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, Map.of(), problem("unauthenticated", false, Map.of()));
      return;
    }
    String line = exchange.getRequestMethod() + " " + path.substring(PREFIX.length());
    seen.add(line);
    Fault fault = faults.peek();
    if (fault != null && fault.request.test(line)) {
      faults.remove();
      switch (fault.kind) {
        case CUT -> exchange.close();
        case LOSE -> {
          reply(exchange, line, body);
          exchange.close();
        }
        case TWICE -> {
          reply(exchange, line, body);
          send(exchange, reply(exchange, line, body));
        }
        case HALF -> {
          Reply whole = reply(exchange, line, body);
          whole.headers.forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(whole.status, whole.body.length);
          exchange.getResponseBody().write(whole.body, 0, whole.body.length / 2);
          exchange.getResponseBody().flush();
          exchange.close();
        }
        case ANSWER -> answer(exchange, fault.status, fault.headers, fault.body);
      }
      return;
    }
    send(exchange, reply(exchange, line, body));
  }

  private Reply reply(HttpExchange exchange, String line, byte[] body) {
    if (body.length > maxBody) {
      return Reply.text(413, "<html>Request Entity Too Large</html>");
    }
    String[] parts = line.split("[ /?]+", -1);
    Map<String, @Nullable Object> members =
        body.length == 0
            ? Map.of()
            : Json.members(Json.read(new String(body, StandardCharsets.UTF_8)));
    return switch (parts[0] + " " + parts[1] + (line.endsWith("/content") ? "/content" : "")) {
      case "GET limits" ->
          Reply.json(
              200,
              Map.of(
                  "max_chunk_bytes",
                  5242880,
                  "recommended_chunk_bytes",
                  recommended,
                  "max_file_bytes",
                  1 << 30));
      case "POST uploads" -> parts.length == 2 ? open(exchange, members) : post(parts, members);
      case "GET uploads" -> session(parts[2]).ledger();
      case "PUT uploads" -> session(parts[2]).append(members);
      case "GET files" -> parts[2].startsWith("limit") ? list(line) : found(parts[2]);
      case "GET files/content" -> content(exchange, session(parts[2]));
      case "DELETE files" ->
          sessions.remove(parts[2]) == null
              ? Reply.text(410, problem("gone", false, Map.of()))
              : Reply.text(204, "");
      default -> Reply.text(404, problem("not-found", false, Map.of()));
    };
  }

  private Reply found(String id) {
    Session session = sessions.get(id);
    return session == null
        ? Reply.text(404, problem("not-found", false, Map.of()))
        : Reply.json(200, session.view());
  }

  private Reply open(HttpExchange exchange, Map<String, @Nullable Object> members) {
    String once = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    boolean replayed = opened.containsKey(once);
    String id = opened.computeIfAbsent(once, key -> "s%031d".formatted(sessions.size()));
    Session session =
        sessions.computeIfAbsent(
            id, key -> new Session(id, String.valueOf(members.get("filename"))));
    Map<String, Object> first = session.view();
    first.put("size", 0);
    first.put("status", "uploading");
    return new Reply(
        201,
        replayed ? Map.of("Idempotency-Replayed", "true") : Map.of(),
        Json.write(first).getBytes(StandardCharsets.UTF_8));
  }

  private Reply post(String[] parts, Map<String, @Nullable Object> members) {
    Session session = session(parts[2]);
    return switch (parts[3]) {
      case "complete" -> session.complete(members);
      case "rewind" -> session.rewind(members);
      default -> Reply.text(404, problem("not-found", false, Map.of()));
    };
  }

  /** Pages of two, whatever was asked for. */
  private Reply list(String line) {
    List<Session> all = new ArrayList<>(sessions.values()).reversed();
    int from = line.contains("after=") ? Integer.parseInt(line.replaceFirst(".*after=", "")) : 0;
    Map<String, Object> page = new LinkedHashMap<>();
    page.put(
        "data",
        all.subList(from, Math.min(all.size(), from + 2)).stream().map(Session::view).toList());
    page.put("has_more", from + 2 < all.size());
    page.put("next", String.valueOf(from + 2));
    return Reply.json(200, page);
  }

  private static Reply content(HttpExchange exchange, Session session) {
    byte[] bytes = session.bytes();
    String range = exchange.getRequestHeaders().getFirst("Range");
    String match = exchange.getRequestHeaders().getFirst("If-Match");
    String etag = "\"%d\"".formatted(session.revision);
    if (match != null && !match.equals(etag)) {
      return Reply.text(412, problem("precondition-failed", false, Map.of()));
    }
    if (range == null) {
      return new Reply(200, Map.of("ETag", etag), bytes);
    }
    int from = Integer.parseInt(range.replaceAll("[^0-9]", ""));
    return new Reply(
        206,
        Map.of(
            "ETag",
            etag,
            "Content-Range",
            "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length)),
        Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private Session session(String id) {
    Session session = sessions.get(id);
    if (session == null) {
      throw new AssertionError("no session " + id);
    }
    return session;
  }

  static String problem(String code, boolean retryable, Map<String, Object> facts) {
    Map<String, Object> members = new LinkedHashMap<>(facts);
    members.put("code", code);
    members.put("detail", "as it is told");
    members.put("retryable", retryable);
    members.put("request_id", "5d1c8f0e2b7a9364");
    return Json.write(members);
  }

  private static void answer(
      HttpExchange exchange, int status, Map<String, String> headers, String body)
      throws IOException {
    send(exchange, new Reply(status, headers, body.getBytes(StandardCharsets.UTF_8)));
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    reply.headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status, reply.body.length == 0 ? -1 : reply.body.length);
    exchange.getResponseBody().write(reply.body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** How a request ends. */
  enum Kind {
    /** Nothing is done, and the connection breaks. */
    CUT,
    /** It is done, and the connection breaks. */
    LOSE,
    /** It comes twice, and the second answer is given. */
    TWICE,
    /** The connection breaks in the middle of the answer. */
    HALF,
    /** It is not done, and this is the answer. */
    ANSWER
  }

  private static final class Fault {
    private final Predicate<String> request;
    private final Kind kind;
    private final int status;
    private final Map<String, String> headers;
    private final String body;

    Fault(
        Predicate<String> request,
        Kind kind,
        int status,
        Map<String, String> headers,
        String body) {
      this.request = request;
      this.kind = kind;
      this.status = status;
      this.headers = headers;
      this.body = body;
    }
  }

  private static final class Reply {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    Reply(int status, Map<String, String> headers, byte[] body) {
      this.status = status;
      this.headers = headers;
      this.body = body;
    }

    static Reply text(int status, String text) {
      return new Reply(status, Map.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    static Reply json(int status, Map<String, ?> members) {
      return text(status, Json.write(members));
    }
  }

  private static final class Session {
    private final String id;
    private final String name;
    private ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final List<Integer> ends = new ArrayList<>();
    private boolean complete;
    private int revision;

    Session(String id, String name) {
      this.id = id;
      this.name = name;
    }

    byte[] bytes() {
      return content.toByteArray();
    }

    Map<String, Object> view() {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("file_id", id);
      view.put("filename", name);
      view.put("size", content.size());
      view.put("status", complete ? "complete" : "uploading");
      for (String time : List.of("created_at", "updated_at", "expires_at")) {
        view.put(time, "2026-04-13T05:32:04Z");
      }
      if (complete) {
        view.put("sha256", digest());
      }
      return view;
    }

    String digest() {
      return HexFormat.of().formatHex(Blocks.sha256().digest(bytes()));
    }

    Reply ledger() {
      List<Map<String, Object>> chunks = new ArrayList<>();
      int offset = 0;
      for (int end : ends) {
        CRC32C check = new CRC32C();
        check.update(bytes(), offset, end - offset);
        chunks.add(
            Map.of(
                "offset",
                offset,
                "size",
                end - offset,
                "crc32c",
                "%08x".formatted(check.getValue())));
        offset = end;
      }
      return Reply.json(200, Map.of("data", chunks, "has_more", false));
    }

    Reply append(Map<String, @Nullable Object> members) {
      byte[] chunk = Base64.getDecoder().decode(Members.text(members, "data"));
      int offset = (int) Members.number(members, "offset");
      byte[] stored = bytes();
      if (offset == stored.length && !complete) {
        content.writeBytes(chunk);
        ends.add(content.size());
      } else if (offset + chunk.length > stored.length) {
        return Reply.text(
            409, problem("offset-mismatch", false, Map.of("expected_offset", stored.length)));
      } else if (!Arrays.equals(chunk, Arrays.copyOfRange(stored, offset, offset + chunk.length))) {
        return Reply.text(409, problem("offset-mismatch", false, Map.of("bytes_differ", true)));
      }
      return Reply.json(200, view());
    }

    Reply complete(Map<String, @Nullable Object> members) {
      if (!digest().equals(members.get("sha256"))) {
        return Reply.text(422, problem("checksum-mismatch", false, Map.of()));
      }
      complete = true;
      return Reply.json(200, view());
    }

    Reply rewind(Map<String, @Nullable Object> members) {
      if (Members.number(members, "if_size") != content.size()) {
        return Reply.text(
            409, problem("offset-mismatch", false, Map.of("current_size", content.size())));
      }
      byte[] kept = Arrays.copyOf(bytes(), (int) Members.number(members, "to_size"));
      content = new ByteArrayOutputStream();
      content.writeBytes(kept);
      revision++;
      return Reply.json(200, view());
    }
  }
}
