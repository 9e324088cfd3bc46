package io.piecemeal.faults.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.client.StreamCalls.Dialect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamClientTest {

  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  /** Tells offsets in turn, and breaks every append off. */
  private static HttpServer service(String... offsets) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AtomicInteger looks = new AtomicInteger();
    server.createContext(
        "/",
        exchange -> {
          switch (exchange.getRequestMethod()) {
            case "POST" -> answer(exchange, CREATED, "Location", "/x/1");
            case "HEAD" ->
                answer(
                    exchange,
                    NO_CONTENT,
                    "Upload-Offset",
                    offsets[Math.min(looks.getAndIncrement(), offsets.length - 1)]);
            default -> exchange.close();
          }
        });
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, int status, String name, String value)
      throws IOException {
    exchange.getResponseHeaders().set(name, value);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @ParameterizedTest
  @EnumSource
  void anOffsetThatIsTakenBackIsFound(Dialect dialect) throws Exception {
    HttpServer service = service("0", "5", "3");
    Tally tally = new Tally();
    try (StreamClient client = client(service, tally, dialect)) {
      client.work(() -> !tally.findings().isEmpty());

      List<Finding> findings = tally.findings();
      assertThat(findings).hasSize(1);
      assertThat(findings.getFirst().kind()).isEqualTo(Finding.Kind.LOST);
      assertThat(findings.getFirst().text()).startsWith("5 was announced");
    } finally {
      service.stop(0);
    }
  }

  private static StreamClient client(HttpServer service, Tally tally, Dialect dialect) {
    Site site = new Site();
    site.up(service.getAddress().getPort());
    return new StreamClient(site, tally, dialect, 1);
  }
}
