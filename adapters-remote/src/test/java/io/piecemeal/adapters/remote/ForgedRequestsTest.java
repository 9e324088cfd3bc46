package io.piecemeal.adapters.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.piecemeal.application.port.out.RemoteSource.Content;
import io.piecemeal.application.port.out.RemoteSource.Request;
import io.piecemeal.application.port.out.SourceFailure;
import io.piecemeal.domain.upload.SourceTrouble;
import io.piecemeal.outbound.NameLookup;
import io.piecemeal.outbound.OutboundClient;
import io.piecemeal.outbound.OutboundPolicy;
import io.piecemeal.outbound.TargetUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * URLs and answers of name servers by which callers would have the service reach what only its own
 * network reaches. The list of hosts lets each of them in, so that nothing but the other walls can
 * refuse it. {@code PORT} is where something listens on 127.0.0.1 that nobody may reach.
 */
final class ForgedRequestsTest {

  /** Spelled so that some readers take them for an address that is not public. */
  private static final List<String> URLS =
      List.of(
          "https://2130706433:PORT/",
          "https://017700000001:PORT/",
          "https://0x7f000001:PORT/",
          "https://0x7f.0.0.1:PORT/",
          "https://0177.0.0.1:PORT/",
          "https://127.1:PORT/",
          "https://127.0.1:PORT/",
          "https://0:PORT/",
          "https://127.0.0.01:PORT/",
          "https://127.0.0.1.:PORT/",
          "https://%31%32%37.0.0.1:PORT/",
          "https://\u2460\u2461\u2466.0.0.1:PORT/",
          "https://127\u30020\u30020\u30021:PORT/",
          "https://start.test@127.0.0.1:PORT/",
          "https://start.test:secret@127.0.0.1:PORT/",
          "https://127.0.0.1:PORT#@start.test/",
          "https://start.test\\@127.0.0.1:PORT/",
          "https://[::ffff:127.0.0.1]:PORT/",
          "https://[::ffff:7f00:1]:PORT/",
          "https://[fe80::1%25lo]:PORT/",
          "file:///etc/passwd",
          "ftp://127.0.0.1:PORT/",
          "gopher://127.0.0.1:PORT/_x",
          "jar:https://127.0.0.1:PORT/!/x",
          "http://start.test.evil.test:PORT/");

  /** Hosts that are the addresses themselves. */
  private static final List<String> ADDRESSES =
      List.of(
          "127.0.0.1",
          "127.255.255.254",
          "0.0.0.0",
          "10.0.0.1",
          "100.64.0.1",
          "100.100.100.200",
          "168.63.129.16",
          "169.254.169.254",
          "172.16.0.1",
          "192.168.0.1",
          "224.0.0.1",
          "255.255.255.255",
          "[::]",
          "[::1]",
          "[::127.0.0.1]",
          "[64:ff9b::7f00:1]",
          "[2002:7f00:1::]",
          "[fc00::1]",
          "[fd00:ec2::254]",
          "[fe80::a9fe:a9fe]",
          "[ff02::1]");

  /** What a name server says of a name. */
  private static final List<String> ANSWERS =
      List.of(
          "127.0.0.1",
          "10.0.0.1",
          "169.254.169.254",
          "192.168.0.1",
          "100.64.0.1",
          "224.0.0.1",
          "::1",
          "::ffff:127.0.0.1",
          "fd00:ec2::254",
          "fe80::1",
          "8.8.8.8 127.0.0.1",
          "2606:4700::1111 ::1");

  /** Where a source that may be reached redirects to. */
  private static final List<String> REDIRECTS =
      List.of(
          "https://127.0.0.1:PORT/",
          "http://127.0.0.1:PORT/",
          "//127.0.0.1:PORT/",
          "https://[::1]:PORT/",
          "https://[::ffff:127.0.0.1]:PORT/",
          "https://2130706433:PORT/",
          "https://169.254.169.254/latest/meta-data/",
          "https://inside.test:PORT/",
          "http://inside.test:PORT/",
          "https://start.test@127.0.0.1:PORT/",
          "https://elsewhere.example:PORT/",
          "file:///etc/passwd",
          "gopher://127.0.0.1:PORT/_x");

  private static ServerSocket forbidden;
  private static final AtomicInteger reached = new AtomicInteger();

  @BeforeAll
  static void listen() throws IOException {
    forbidden = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual()
        .start(
            () -> {
              while (!forbidden.isClosed()) {
                try {
                  forbidden.accept().close();
                  reached.incrementAndGet();
                } catch (IOException e) {
                  // It was closed, or a caller was gone already: then it was reached all the same.
                  reached.addAndGet(forbidden.isClosed() ? 0 : 1);
                }
              }
            });
  }

  @AfterAll
  static void stop() throws IOException {
    forbidden.close();
  }

  record Row(String url, String answer, Optional<String> redirect) {

    @Override
    public String toString() {
      return redirect.map(to -> "redirect to " + to).orElse(url + " " + answer);
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
            URLS.stream().map(url -> new Row(url, "127.0.0.1", Optional.empty())),
            ADDRESSES.stream()
                .map(host -> new Row("https://%s:PORT/".formatted(host), "", Optional.empty())),
            ANSWERS.stream()
                .map(answer -> new Row("https://inside.test:PORT/", answer, Optional.empty())),
            REDIRECTS.stream().map(to -> new Row("", "127.0.0.1", Optional.of(to))))
        .flatMap(rows -> rows);
  }

  private static String withPort(String url) {
    return url.replace("PORT", Integer.toString(forbidden.getLocalPort()));
  }

  /** All that can be named at all. */
  private static ImportHosts hosts(String... urls) {
    List<String> hosts = new ArrayList<>(List.of("*.test", "127.0.0.1", "::1", "169.254.169.254"));
    for (String url : urls) {
      try {
        hosts.add(TargetUrl.parse(withPort(url)).host());
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageNotContaining("127");
      }
    }
    return ImportHosts.of(hosts);
  }

  private static InetAddress[] addresses(String host, String answer) throws UnknownHostException {
    if (host.equals("start.test")) {
      return new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
    }
    if (!host.endsWith(".test")) {
      return InetAddress.getAllByName(host);
    }
    return Stream.of(answer.split(" ")).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }

  private static Content open(HttpRemoteSource source, String url) throws SourceFailure {
    return source.open(new Request(url, Optional.empty(), Duration.ofMinutes(2)));
  }

  /** A source at this address, on a port of its own. */
  private static HttpServer serve(String address, HttpHandler answer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), 0), 10);
    server.createContext("/", answer);
    server.start();
    return server;
  }

  private static HttpHandler redirectTo(String url) {
    return exchange -> {
      try (exchange) {
        exchange.getResponseHeaders().set("Location", url);
        exchange.sendResponseHeaders(302, -1);
      }
    };
  }

  private static String at(String host, HttpServer server) {
    return "http://%s:%d/".formatted(host, server.getAddress().getPort());
  }

  private static OutboundClient client(OutboundPolicy policy, NameLookup names) throws Exception {
    return new OutboundClient(policy, names, SSLContext.getDefault(), Duration.ofSeconds(30), 4);
  }

  /** A name server whose first answer may be connected to, and none of the others. */
  private static NameLookup changing(AtomicInteger lookUps) {
    return _ ->
        new InetAddress[] {
          InetAddress.ofLiteral(lookUps.getAndIncrement() == 0 ? "127.0.0.2" : "127.0.0.1")
        };
  }

  @ParameterizedTest
  @MethodSource("rows")
  void noneIsSentAnywhere(Row row) throws Exception {
    int before = reached.get();
    HttpServer start = serve("127.0.0.1", redirectTo(withPort(row.redirect().orElse("/"))));
    // The operator allowed one host by its name, and that host is hostile.
    OutboundPolicy policy = OutboundPolicy.allowing(List.of("start.test"));
    try (OutboundClient client = client(policy, host -> addresses(host, row.answer()))) {
      HttpRemoteSource source = new HttpRemoteSource(client, policy, hosts(row.url()));
      String url = row.redirect().map(_ -> at("start.test", start)).orElse(withPort(row.url()));

      Optional<String> refusal = source.refusal(url);
      refusal.ifPresent(sentence -> assertThat(sentence).doesNotContain("127", "secret", "inside"));
      assertThatThrownBy(() -> open(source, url))
          .isInstanceOfSatisfying(
              SourceFailure.class,
              e ->
                  assertThat(e.reason())
                      .isIn(
                          row.redirect().isPresent()
                              ? List.of(SourceTrouble.UNREACHABLE, SourceTrouble.REDIRECTED_ASIDE)
                              : List.of(SourceTrouble.UNREACHABLE)));
    } finally {
      start.stop(0);
    }
    assertThat(reached).hasValue(before);
  }

  @Test
  void thereAreAsManyRowsAsThereShouldBe() {
    assertThat(rows().map(Row::toString).distinct().count()).isGreaterThanOrEqualTo(60);
  }

  /** The name is asked for once, so that no second answer can lead elsewhere. */
  @Test
  void aNameThatChangesItsAddressIsConnectedToWhereItWasChecked() throws Exception {
    AtomicInteger lookUps = new AtomicInteger();
    OutboundPolicy policy = OutboundPolicy.allowing(List.of("127.0.0.2", "start.test"));
    HttpServer start = serve("127.0.0.2", exchange -> answer(exchange, "fine"));
    try (OutboundClient client = client(policy, changing(lookUps))) {
      HttpRemoteSource source = new HttpRemoteSource(client, policy, hosts());

      try (Content content = open(source, at("start.test", start))) {
        assertThat(content.bytes().readAllBytes()).asString().isEqualTo("fine");
      }
      assertThat(lookUps).hasValue(1);
    } finally {
      start.stop(0);
    }
  }

  /** Each redirect is checked from the start, also one to the name that was checked before. */
  @Test
  void aNameThatChangesItsAddressBehindARedirectIsRefused() throws Exception {
    AtomicInteger lookUps = new AtomicInteger();
    int before = reached.get();
    OutboundPolicy policy = OutboundPolicy.allowing(List.of("127.0.0.2"));
    HttpServer start = serve("127.0.0.2", redirectTo(withPort("http://127.0.0.2:PORT/again")));
    try (OutboundClient client = client(policy, changing(lookUps))) {
      HttpRemoteSource source =
          new HttpRemoteSource(client, policy, ImportHosts.of(List.of("127.0.0.2")));

      assertThatThrownBy(() -> open(source, at("127.0.0.2", start)))
          .isInstanceOfSatisfying(
              SourceFailure.class,
              e -> assertThat(e.reason()).isEqualTo(SourceTrouble.UNREACHABLE));
      assertThat(lookUps).hasValue(2);
      assertThat(reached).hasValue(before);
    } finally {
      start.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    try (exchange) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
