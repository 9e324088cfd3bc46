package io.piecemeal.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a gateway may do to callers: it speaks TLS with a certificate of its own, serves below a
 * path, answers 429 to the first request of each kind, and loses the answer to the first opening.
 */
final class TlsFrontDoor implements AutoCloseable {

  private static final String PASSWORD = "changeit";

  private final HttpsServer server;
  private final Path certificate;
  private final int target;
  private final String prefix;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicBoolean lost = new AtomicBoolean();

  private TlsFrontDoor(HttpsServer server, Path certificate, int target, String prefix) {
    this.server = server;
    this.certificate = certificate;
    this.target = target;
    this.prefix = prefix;
  }

  static TlsFrontDoor before(int target, Path folder, String prefix) throws Exception {
    Path store = folder.resolve("door.p12");
    Path certificate = folder.resolve("door.pem");
    keytool(
        "-genkeypair",
        "-alias",
        "door",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD);
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "door",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD,
        "-file",
        certificate.toString());
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
    TlsFrontDoor door = new TlsFrontDoor(server, certificate, target, prefix);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", door::serve);
    server.start();
    return door;
  }

  private static void keytool(String... arguments) throws Exception {
    String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of(program), List.of(arguments).stream()).toList())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(output);
    }
  }

  private static SSLContext context(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  Path certificate() {
    return certificate;
  }

  String url() {
    return "https://localhost:" + server.getAddress().getPort() + prefix;
  }

  /** How many requests were answered with 429. */
  int refused() {
    return refused.get();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      if (!path.startsWith(prefix + "/")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      String wanted = path.substring(prefix.length());
      String kind = exchange.getRequestMethod() + " " + wanted;
      if (seen.add(kind) && !wanted.endsWith("/content")) {
        refused.incrementAndGet();
        exchange.getResponseHeaders().set("Retry-After", "1");
        answer(exchange, 429, "{}".getBytes(UTF_8));
        return;
      }
      HttpResponse<byte[]> response = forward(exchange, wanted, body);
      if (kind.equals("POST /uploads") && lost.compareAndSet(false, true)) {
        return;
      }
      answer(exchange, response.statusCode(), response.body());
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, String path, byte[] body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target + path))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    for (String name : List.of("Authorization", "Content-Type", "Idempotency-Key")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
