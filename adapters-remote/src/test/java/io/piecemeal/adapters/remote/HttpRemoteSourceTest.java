package io.piecemeal.adapters.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piecemeal.application.port.out.RemoteSource;
import io.piecemeal.application.port.out.RemoteSource.Content;
import io.piecemeal.application.port.out.RemoteSource.Request;
import io.piecemeal.application.port.out.RemoteSource.Rest;
import io.piecemeal.application.port.out.SourceFailure;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.SourceTrouble;
import io.piecemeal.outbound.OutboundClient;
import io.piecemeal.outbound.OutboundPolicy;
import io.piecemeal.testkit.RemoteSourceContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpRemoteSourceTest extends RemoteSourceContract {

  private static final OutboundPolicy HERE = OutboundPolicy.allowing(List.of("127.0.0.1"));
  private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};

  @AutoClose
  private static final OutboundClient CLIENT = new OutboundClient(HERE, Duration.ofSeconds(30), 4);

  private final RemoteSource source =
      new HttpRemoteSource(CLIENT, HERE, ImportHosts.of(List.of("127.0.0.1")));

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile Optional<byte[]> file = Optional.empty();
  private volatile Optional<String> version = Optional.empty();
  private volatile int breakAfter = Integer.MAX_VALUE;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext("/file", this::give);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void give(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(
          "%s %s %s"
              .formatted(
                  exchange.getRequestURI(),
                  exchange.getRequestHeaders().get("Accept-Encoding"),
                  exchange.getRequestHeaders().get("Authorization")));
      if (file.isEmpty()) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] all = file.get();
      version.ifPresent(name -> exchange.getResponseHeaders().set("ETag", name));
      String range = exchange.getRequestHeaders().getFirst("Range");
      boolean same =
          version.equals(Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-Range")));
      int start = range == null || !same ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
      if (start > 0 && start >= all.length) {
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      if (start > 0) {
        exchange
            .getResponseHeaders()
            .set("Content-Range", "bytes %d-%d/%d".formatted(start, all.length - 1, all.length));
      }
      byte[] part = Arrays.copyOfRange(all, start, all.length);
      exchange.sendResponseHeaders(start > 0 ? 206 : 200, part.length == 0 ? -1 : part.length);
      exchange.getResponseBody().write(part, 0, Math.min(part.length, breakAfter));
      exchange.getResponseBody().flush();
    }
  }

  /** Answers at a path of its own, as the row says. */
  private String answering(int status, String body, String... fields) {
    server.createContext(
        "/other",
        exchange -> {
          try (exchange) {
            for (int i = 0; i < fields.length; i += 2) {
              exchange.getResponseHeaders().set(fields[i], fields[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    return at("/other");
  }

  private String at(String path) {
    return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
  }

  @Override
  protected RemoteSource source() {
    return source;
  }

  @Override
  protected String url() {
    return at("/file?key=1");
  }

  @Override
  protected void put(byte[] content, Optional<String> name) {
    file = Optional.of(content);
    version = name;
  }

  @Override
  protected void breakAfter(int bytes) {
    breakAfter = bytes;
  }

  private Content open(String url) throws SourceFailure {
    return open(url, Optional.empty());
  }

  private Content open(String url, Optional<Rest> rest) throws SourceFailure {
    return source.open(new Request(url, rest, Duration.ofMinutes(2)));
  }

  private void assertTrouble(SourceTrouble trouble, String url) {
    assertThatThrownBy(() -> open(url))
        .isInstanceOfSatisfying(
            SourceFailure.class, e -> assertThat(e.reason()).isEqualTo(trouble));
  }

  @Test
  void bytesAreWantedAsTheyAreAndNothingIsSaidOfWhoAsks() throws Exception {
    put(HELLO, Optional.empty());

    open(url()).close();

    assertThat(asked).containsExactly("/file?key=1 [identity] null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"1\"", "1", "\"", "\"a\"b\""})
  void onlyAStrongNameIsAVersion(String weak) throws Exception {
    put(HELLO, Optional.of(weak));

    try (Content content = open(url())) {
      assertThat(content.version()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "204, OTHER_ANSWER",
    "206, OTHER_ANSWER",
    "300, OTHER_ANSWER",
    "304, OTHER_ANSWER",
    "400, OTHER_ANSWER",
    "401, DENIED",
    "403, DENIED",
    "404, ABSENT",
    "410, ABSENT",
    "416, OTHER_ANSWER",
    "429, BUSY",
    "500, BUSY",
    "503, BUSY"
  })
  void anAnswerWithoutTheFileIsTrouble(int status, SourceTrouble trouble) {
    assertTrouble(trouble, answering(status, ""));
  }

  @ParameterizedTest
  @CsvSource({"gzip, true", "br, true", "'identity, gzip', true", "identity, false"})
  void encodedBytesAreNotTaken(String encoding, boolean refused) throws Exception {
    String url = answering(200, "hello", "Content-Encoding", encoding);

    if (refused) {
      assertTrouble(SourceTrouble.ENCODED, url);
    } else {
      open(url).close();
    }
  }

  /** What is not exactly the rest is asked for as a whole. */
  @ParameterizedTest
  @CsvSource({
    "bytes 1-4/5, \"v1\"",
    "bytes 2-3/5, \"v1\"",
    "bytes 2-4/*, \"v1\"",
    "bytes 2-4/5, \"v2\"",
    "pages 2-4/5, \"v1\""
  })
  void anotherPartThanTheRestIsNotTaken(String range, String name) throws Exception {
    server.createContext(
        "/parts",
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("ETag", name);
            if (exchange.getRequestHeaders().containsKey("Range")) {
              exchange.getResponseHeaders().set("Content-Range", range);
              exchange.sendResponseHeaders(206, 3);
              exchange.getResponseBody().write(HELLO, 2, 3);
            } else {
              exchange.sendResponseHeaders(200, HELLO.length);
              exchange.getResponseBody().write(HELLO);
            }
          }
        });

    try (Content content = open(at("/parts"), Optional.of(new Rest(new ByteCount(2), "\"v1\"")))) {
      assertThat(content.start()).isEqualTo(ByteCount.ZERO);
      assertThat(content.bytes().readAllBytes()).isEqualTo(HELLO);
    }
  }

  private void redirecting(String path, int status, String to) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(status, -1);
          }
        });
  }

  @Test
  void aFewRedirectsAreFollowedAndNoMore() throws Exception {
    put(HELLO, Optional.empty());
    redirecting("/a", 302, "/b");
    redirecting("/b", 307, at("/c"));
    redirecting("/c", 308, "file");
    redirecting("/d", 301, "/a");

    try (Content content = open(at("/a"))) {
      assertThat(content.bytes().readAllBytes()).isEqualTo(HELLO);
    }
    assertTrouble(SourceTrouble.REDIRECTED_TOO_OFTEN, at("/d"));
  }

  @Test
  void aRedirectToNowhereIsNoAnswer() {
    assertTrouble(SourceTrouble.OTHER_ANSWER, answering(302, ""));
  }

  @Test
  void whereNobodyListensReadsAsAnAddressThatIsRefused() throws Exception {
    int port = server.getAddress().getPort();
    server.stop(0);

    assertTrouble(SourceTrouble.UNREACHABLE, "http://127.0.0.1:%d/".formatted(port));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
  }

  @ParameterizedTest
  @CsvSource({
    "files.example.com,     files.example.com,   true",
    "FILES.example.com,     files.example.com,   true",
    "files.example.com,     a.files.example.com, false",
    "*.example.com,         files.example.com,   true",
    "*.example.com,         a.b.example.com,     true",
    "*.Example.com,         a.example.com,       true",
    "*.example.com,         example.com,         false",
    "*.example.com,         badexample.com,      false",
    "*.example.com,         example.com.evil,    false",
    "10.1.2.3,              10.1.2.3,            true",
    "10.1.2.3,              10.1.2.4,            false",
    "fd00::1,               fd00::1,             true"
  })
  void hostsAreThoseThatWereNamed(String named, String host, boolean contained) {
    assertThat(ImportHosts.of(List.of(named)).contain(host)).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*", "*.", "a.*", "*a.b", "https://a", "a/b", "a:80", "a@b", "0x7f.1", "a b"})
  void whatIsNoHostIsRefused(String named) {
    assertThatThrownBy(() -> ImportHosts.of(List.of(named)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
