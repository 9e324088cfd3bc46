package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.piecemeal.bootstrap.settings.StartupException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Behind an nginx that the service trusts, and behind one that it does not. */
class TrustedProxyTest {

  private static final String DIRECTIVES =
      """
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto https;
      proxy_set_header X-Forwarded-Host files.example.org;
      proxy_set_header Forwarded "";
      """;

  /** The test is itself a proxy for nginx, since it comes from the same address. */
  private static final String CALLER = "203.0.113.9";

  private static InProcessService trusting() {
    return TestService.beside("--trusted-proxies", "127.0.0.0/8, ::1");
  }

  private static String refusedFrom(int port, String path) {
    Logger log = (Logger) LoggerFactory.getLogger("io.piecemeal.http.server.key.RefusedKeys");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    try {
      Caller stranger = new Caller(port, "mallory-" + "0".repeat(32));
      stranger
          .send(
              stranger
                  .request(path, "X-Forwarded-For", CALLER, "Content-Type", "application/json")
                  .PUT(BodyPublishers.ofString("{}")))
          .is(401);
      return new ArrayList<>(lines.list)
          .stream().map(ILoggingEvent::getFormattedMessage).reduce("", String::concat);
    } finally {
      log.detachAppender(lines);
    }
  }

  private static String ticketUrl(int port) {
    Caller alice = new Caller(port, TestService.ALICE);
    Answer ticket =
        alice.send(
            alice.request("/uploads/" + alice.open() + "/ticket").POST(BodyPublishers.noBody()));
    return (String) Json.require(Json.read(ticket.is(201).bytes()), "url");
  }

  private static String authorizationUrl(int port) {
    McpCaller agent = McpCaller.of(new Caller(port, TestService.ALICE));
    Map<String, Object> upload =
        McpCaller.object(agent.facts("upload_ticket", "file_id", agent.create()), "upload");
    return (String) Json.require(upload, "url");
  }

  @Test
  void aTrustedOneSaysWhoCallsAndWhere() throws Exception {
    try (InProcessService service = trusting();
        Nginx nginx = Nginx.before(service.port(), DIRECTIVES)) {
      assertThat(refusedFrom(nginx.port(), "/uploads/" + "a".repeat(32))).contains(CALLER);
      assertThat(ticketUrl(nginx.port())).startsWith("https://files.example.org/tickets/");
      assertThat(authorizationUrl(nginx.port())).startsWith("https://files.example.org/tickets/");
    }
  }

  @Test
  void anyOtherIsACallerLikeAll() throws Exception {
    try (Nginx nginx = Nginx.before(TestService.port(), DIRECTIVES)) {
      assertThat(refusedFrom(nginx.port(), "/uploads/" + "b".repeat(32))).doesNotContain(CALLER);
      assertThat(ticketUrl(nginx.port())).startsWith("http://127.0.0.1:" + TestService.port());
    }
  }

  @Test
  void connectionsOfATrustedOneAreNotThoseOfOneAddress() throws Exception {
    try (InProcessService service =
            TestService.beside(
                "--max-connections-per-address", "2", "--trusted-proxies", "127.0.0.1");
        RawSocket first = new RawSocket(service.port());
        RawSocket second = new RawSocket(service.port());
        RawSocket third = new RawSocket(service.port());
        RawSocket fourth = new RawSocket(service.port())) {
      for (RawSocket socket : List.of(fourth, third, second, first)) {
        socket.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(socket.status()).isEqualTo(200);
      }
    }
  }

  @Test
  void whatIsNoNetworkIsRefused() {
    assertThatThrownBy(() -> TestService.beside("--trusted-proxies", "proxy.example.org"))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("PIECEMEAL_TRUSTED_PROXIES")
        .hasMessageContaining("proxy.example.org");
  }
}
