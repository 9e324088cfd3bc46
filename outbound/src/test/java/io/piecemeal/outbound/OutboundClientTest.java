package io.piecemeal.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent, where to, and for how long. */
final class OutboundClientTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final OutboundPolicy HERE = OutboundPolicy.allowing(List.of("127.0.0.1"));
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
  private static final Map<String, String> NONE = Map.of();

  /** Answers each connection in the same way, and keeps the heads of requests. */
  private static final class Server implements AutoCloseable {

    private final ServerSocket socket;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger connections = new AtomicInteger();

    @FunctionalInterface
    interface Behaviour {
      void answer(OutputStream out) throws IOException;
    }

    Server(ServerSocket socket, Behaviour behaviour) {
      this.socket = socket;
      Thread.ofVirtual().start(() -> serve(behaviour));
    }

    static Server answering(String answer) throws IOException {
      return new Server(plain(), out -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    static ServerSocket plain() throws IOException {
      return new ServerSocket(0, 50, LOOPBACK);
    }

    private void serve(Behaviour behaviour) {
      while (!socket.isClosed()) {
        try (Socket connection = socket.accept()) {
          connections.incrementAndGet();
          readHead(connection);
          behaviour.answer(connection.getOutputStream());
          connection.getOutputStream().flush();
        } catch (IOException e) {
          lines.add("broken: " + e.getMessage());
        }
      }
    }

    private void readHead(Socket connection) throws IOException {
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
      String line = reader.readLine();
      while (line != null && !line.isEmpty()) {
        lines.add(line);
        line = reader.readLine();
      }
    }

    TargetUrl url(String scheme, String host) {
      return TargetUrl.parse("%s://%s:%d/hook?a=b".formatted(scheme, host, socket.getLocalPort()));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static OutboundClient client(OutboundPolicy policy, NameLookup names, Duration patience)
      throws Exception {
    return new OutboundClient(policy, names, SSLContext.getDefault(), patience, 4);
  }

  @Test
  void aRequestSaysTheNameAndGoesToTheAddressThatWasChecked() throws Exception {
    AtomicInteger lookUps = new AtomicInteger();
    NameLookup names =
        host -> {
          // A second look-up would be answered otherwise: DNS rebinding.
          return new InetAddress[] {
            lookUps.getAndIncrement() == 0 ? LOOPBACK : InetAddress.ofLiteral("127.0.0.9")
          };
        };
    try (Server server = Server.answering("HTTP/1.1 204 No Content\r\n\r\n");
        OutboundClient client = client(HERE, names, PATIENCE)) {
      TargetUrl url = server.url("http", "hooks.test");

      assertThat(client.post(url, Map.of("webhook-id", "7"), BODY).status()).isEqualTo(204);

      assertThat(lookUps).hasValue(1);
      assertThat(server.lines)
          .contains("POST /hook?a=b HTTP/1.1", "webhook-id: 7", "Content-Length: 2")
          .containsOnlyOnce("Connection: close")
          .contains("Host: hooks.test:" + server.socket.getLocalPort())
          .noneMatch(line -> line.startsWith("Authorization") || line.startsWith("User-Agent"));
    }
  }

  /** One address that is not public is enough, wherever it stands. */
  @ParameterizedTest
  @CsvSource({"10.0.0.1 8.8.8.8", "8.8.8.8 10.0.0.1", "8.8.8.8 ::1", "127.0.0.1 127.0.0.2"})
  void aNameWithARefusedAddressIsNotConnectedTo(String answer) throws Exception {
    NameLookup names =
        host ->
            List.of(answer.split(" ")).stream()
                .map(InetAddress::ofLiteral)
                .toArray(InetAddress[]::new);
    try (OutboundClient client = client(HERE, names, PATIENCE)) {
      assertThatThrownBy(() -> client.post(TargetUrl.parse("http://hooks.test:1/"), NONE, BODY))
          .isInstanceOf(OutboundException.class)
          .hasMessage("the host has no public address");
    }
  }

  @Test
  void anAddressInTheUrlIsCheckedAsWell() throws Exception {
    try (Server server = Server.answering("HTTP/1.1 204 No Content\r\n\r\n");
        OutboundClient here = new OutboundClient(HERE, PATIENCE, 1);
        OutboundClient nowhere = new OutboundClient(OutboundPolicy.PUBLIC, PATIENCE, 1)) {
      assertThat(here.post(server.url("http", "127.0.0.1"), NONE, BODY).status()).isEqualTo(204);
      assertThatThrownBy(() -> nowhere.post(server.url("http", "127.0.0.1"), NONE, BODY))
          .hasMessageContaining("no public address");
      assertThatThrownBy(() -> nowhere.post(server.url("http", "[::1]"), NONE, BODY))
          .hasMessageContaining("no public address");
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void anAllowedNameIsAllowedInEachCase() throws Exception {
    OutboundPolicy named = OutboundPolicy.allowing(List.of("Hooks.Test"));
    try (Server server = Server.answering("HTTP/1.1 204 No Content\r\n\r\n");
        OutboundClient client = client(named, host -> new InetAddress[] {LOOPBACK}, PATIENCE)) {
      assertThat(client.post(server.url("http", "HOOKS.test"), NONE, BODY).status()).isEqualTo(204);
      assertThatThrownBy(() -> client.post(server.url("http", "other.test"), NONE, BODY))
          .hasMessageContaining("no public address");
    }
  }

  @Test
  void aRedirectIsAnAnswerAndNotFollowed() throws Exception {
    try (Server inner = Server.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Server server =
            Server.answering(
                "HTTP/1.1 307 T\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                    .formatted(inner.url("http", "127.0.0.1")));
        OutboundClient client = client(HERE, host -> new InetAddress[] {LOOPBACK}, PATIENCE)) {
      assertThat(client.post(server.url("http", "127.0.0.1"), NONE, BODY).status()).isEqualTo(307);
      assertThat(inner.connections).hasValue(0);
    }
  }

  @Test
  void anAnswerTellsWhenToComeBack() throws Exception {
    try (Server server =
            Server.answering("HTTP/1.1 503 S\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n");
        OutboundClient client = new OutboundClient(HERE, PATIENCE, 1)) {
      assertThat(client.post(server.url("http", "127.0.0.1"), NONE, BODY))
          .satisfies(answer -> assertThat(answer.status()).isEqualTo(503))
          .satisfies(answer -> assertThat(answer.retryAfter()).contains("7"));
    }
  }

  @Test
  void anEndlessBodyIsNotRead() throws Exception {
    CountDownLatch broken = new CountDownLatch(1);
    try (Server server =
            new Server(
                Server.plain(),
                out -> {
                  out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                  try {
                    while (true) {
                      out.write(new byte[1024]);
                    }
                  } finally {
                    broken.countDown();
                  }
                });
        OutboundClient client = new OutboundClient(HERE, Duration.ofMinutes(5), 1)) {
      assertThat(client.post(server.url("http", "127.0.0.1"), NONE, BODY).status()).isEqualTo(200);
      broken.await();
    }
  }

  @Test
  void anEndlessHeadIsBrokenOff() throws Exception {
    try (Server server =
            new Server(
                Server.plain(),
                out -> {
                  out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.ISO_8859_1));
                  while (true) {
                    out.write("a: b\r\n".getBytes(StandardCharsets.ISO_8859_1));
                  }
                });
        OutboundClient client = new OutboundClient(HERE, Duration.ofMinutes(5), 1)) {
      assertThatThrownBy(() -> client.post(server.url("http", "127.0.0.1"), NONE, BODY))
          .isInstanceOf(OutboundException.class);
    }
  }

  /** Each byte comes before a read times out; all of them together take too long. */
  @Test
  void aHeadThatDripsIsBrokenOff() throws Exception {
    try (Server server =
            new Server(
                Server.plain(),
                out -> {
                  while (true) {
                    out.write('H');
                    out.flush();
                    LockSupport.parkNanos(SHORT.toNanos() / 10);
                  }
                });
        OutboundClient client = client(HERE, host -> new InetAddress[] {LOOPBACK}, SHORT)) {
      assertThatThrownBy(() -> client.post(server.url("http", "127.0.0.1"), NONE, BODY))
          .hasMessage("there was no answer in time");
    }
  }

  @Test
  void aClosedClientSaysThatItSendsNothing() throws Exception {
    OutboundClient client = client(HERE, host -> new InetAddress[] {LOOPBACK}, SHORT);
    client.close();
    assertThatThrownBy(() -> client.post(TargetUrl.parse("http://127.0.0.1:1/"), NONE, BODY))
        .isInstanceOf(OutboundException.class)
        .hasMessage("nothing is sent any more: the service stops");
  }

  @Test
  void aSilentServerAndASlowNameAreGivenUp() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (Server server = new Server(Server.plain(), out -> awaited(end));
        OutboundClient client = client(HERE, host -> new InetAddress[] {LOOPBACK}, SHORT);
        OutboundClient nameless =
            client(
                HERE,
                host -> {
                  awaited(end);
                  return new InetAddress[] {LOOPBACK};
                },
                SHORT)) {
      assertThatThrownBy(() -> client.post(server.url("http", "127.0.0.1"), NONE, BODY))
          .hasMessage("there was no answer in time");
      assertThatThrownBy(() -> nameless.post(server.url("http", "hooks.test"), NONE, BODY))
          .isInstanceOf(OutboundException.class);
      end.countDown();
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aConnectionThatIsRefusedSaysSo() throws Exception {
    int port;
    try (ServerSocket closed = Server.plain()) {
      port = closed.getLocalPort();
    }
    try (OutboundClient client = new OutboundClient(HERE, PATIENCE, 1)) {
      assertThatThrownBy(() -> client.post(TargetUrl.parse("http://127.0.0.1:" + port), NONE, BODY))
          .hasMessage("the connection was refused");
    }
  }

  /** The certificate is for the name, though the connection goes to the address. */
  @Test
  void tlsIsCheckedForTheName() throws Exception {
    try (TestCertificate certificate = TestCertificate.of("hooks.test");
        Server server =
            new Server(
                certificate.context().getServerSocketFactory().createServerSocket(0, 50, LOOPBACK),
                out ->
                    out.write(
                        "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1)));
        OutboundClient client =
            new OutboundClient(
                HERE, host -> new InetAddress[] {LOOPBACK}, certificate.context(), PATIENCE, 1);
        OutboundClient trustsOthers =
            client(HERE, host -> new InetAddress[] {LOOPBACK}, PATIENCE)) {
      assertThat(client.post(server.url("https", "hooks.test"), NONE, BODY).status())
          .isEqualTo(204);
      assertThatThrownBy(() -> client.post(server.url("https", "other.test"), NONE, BODY))
          .hasMessage("the TLS handshake failed");
      assertThatThrownBy(() -> trustsOthers.post(server.url("https", "hooks.test"), NONE, BODY))
          .hasMessage("the TLS handshake failed");
    }
  }

  private static String read(Fetched fetched) throws IOException {
    return new String(fetched.body().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void whatIsFetchedIsReadAsItComes() throws Exception {
    try (Server server =
            Server.answering(
                "HTTP/1.1 200 OK\r\nETag: \"7\"\r\nX: a\r\nX: b\r\nContent-Length: 5\r\n\r\nhello"
                    + " and more");
        OutboundClient client = client(HERE, InetAddress::getAllByName, PATIENCE);
        Fetched fetched =
            client.get(server.url("http", "127.0.0.1"), Map.of("Range", "bytes=1-"), PATIENCE)) {
      assertThat(fetched.status()).isEqualTo(200);
      assertThat(fetched.field("etag")).contains("\"7\"");
      assertThat(fetched.field("X")).contains("a, b");
      assertThat(fetched.field("Y")).isEmpty();
      assertThat(fetched.length()).hasValue(5);
      assertThat(fetched.hasEnd()).isTrue();
      assertThat(read(fetched)).isEqualTo("hello");
      assertThat(server.lines)
          .contains("GET /hook?a=b HTTP/1.1", "Range: bytes=1-")
          .noneMatch(line -> line.startsWith("Accept-Encoding") || line.startsWith("Cookie"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'Content-Length: 9',          'hello',        true",
    "'Transfer-Encoding: chunked', '5\r\nhello\r\n', true",
    "'X: y',                       'hello',        false"
  })
  void aBodyThatBreaksOffIsNoWholeOne(String framing, String body, boolean told) throws Exception {
    try (Server server =
            Server.answering(
                "HTTP/1.1 200 OK\r\n%s\r\n\r\n%s"
                    .formatted(framing, body.replace("\\r\\n", "\r\n")));
        OutboundClient client = client(HERE, InetAddress::getAllByName, PATIENCE);
        Fetched fetched = client.get(server.url("http", "127.0.0.1"), NONE, PATIENCE)) {
      assertThat(fetched.hasEnd()).isEqualTo(told);
      if (told) {
        assertThatThrownBy(() -> read(fetched)).isInstanceOf(IOException.class);
      } else {
        assertThat(read(fetched)).isEqualTo("hello");
      }
    }
  }

  /** The first is about a body that stalls, the second about one that drips for ever. */
  @ParameterizedTest
  @CsvSource({"2000, 3600000, 1000000", "30000, 2000, 10"})
  void aBodyThatTakesTooLongFails(long idle, long total, long pause) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Server server =
            new Server(
                Server.plain(),
                out -> {
                  out.write(
                      "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
                          .getBytes(StandardCharsets.ISO_8859_1));
                  while (over.getCount() > 0) {
                    out.write('x');
                    out.flush();
                    LockSupport.parkNanos(Duration.ofMillis(pause).toNanos());
                  }
                });
        OutboundClient client = client(HERE, InetAddress::getAllByName, Duration.ofMillis(idle));
        Fetched fetched =
            client.get(server.url("http", "127.0.0.1"), NONE, Duration.ofMillis(total))) {
      assertThatThrownBy(() -> read(fetched)).isInstanceOf(IOException.class);
    } finally {
      over.countDown();
    }
  }

  @Test
  void nothingIsFetchedFromAnAddressThatIsNotPublic() throws Exception {
    try (Server server = Server.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        OutboundClient nowhere = new OutboundClient(OutboundPolicy.PUBLIC, PATIENCE, 1)) {
      assertThatThrownBy(() -> nowhere.get(server.url("http", "127.0.0.1"), NONE, PATIENCE))
          .isInstanceOf(OutboundException.class)
          .hasMessageContaining("no public address");
      assertThat(server.connections).hasValue(0);
    }
  }
}
