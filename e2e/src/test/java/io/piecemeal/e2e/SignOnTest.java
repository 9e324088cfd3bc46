package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.piecemeal.harness.proc.FreePort;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

/** Access tokens of an OpenID Connect issuer, beside API keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignOnTest {

  private static final String ALL = "read write delete admin";
  private static final String CHUNK = "{\"data\":\"aGVsbG8=\",\"offset\":0}";
  private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

  private static final String CREATE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"upload_create\",\"arguments\":{\"filename\":\"a\"}}}";

  private static final Logger OURS = (Logger) LoggerFactory.getLogger("io.piecemeal");

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private TokenIssuer issuer;
  private InProcessService service;

  @BeforeAll
  void start() throws Exception {
    issuer = TokenIssuer.start();
    service = beside();
  }

  private InProcessService beside() {
    return TestService.beside(
        "--oidc-issuer=" + issuer.url(),
        "--oidc-audience=other," + TokenIssuer.AUDIENCE,
        "--oidc-console-client=console",
        "--public-url=https://files.example.org");
  }

  @BeforeEach
  void listen() {
    lines.list.clear();
    lines.start();
    OURS.addAppender(lines);
  }

  @AfterEach
  void listenNoMore() {
    OURS.detachAppender(lines);
  }

  @AfterAll
  void stop() {
    if (service != null) {
      service.close();
    }
    issuer.close();
  }

  @Test
  void tokenLetsItsOwnerInAsAKeyDoes() throws Exception {
    Caller token = caller(issuer.token("alice", ALL));
    Caller key = caller(TestService.ALICE);
    String id = token.post("/uploads", "{\"filename\":\"a\"}").fileId();
    assertThat(token.put("/uploads/" + id, CHUNK).status()).isEqualTo(200);
    assertThat(key.get("/files/" + id + "/content").bytes()).asString().isEqualTo("hello");
    assertThat(caller(issuer.token("bob", ALL)).get("/files/" + id).status()).isEqualTo(404);
    assertThat(McpCaller.of(token).post(LIST).statusCode()).isEqualTo(200);
    assertThat(token.delete("/uploads/" + id).status()).isEqualTo(204);
  }

  @Test
  void tokenIsForWhatItsScopesSay() throws Exception {
    Caller reader = caller(issuer.token("alice", "openid read"));
    assertThat(reader.get("/files").status()).isEqualTo(200);
    assertThat(reader.post("/uploads", "{}").status()).isEqualTo(403);
    assertThat(caller(issuer.token("alice", "openid")).get("/files").status()).isEqualTo(403);
  }

  @Test
  void clientWhoseTokenIsNotEnoughLearnsWhatToAskFor() throws Exception {
    Caller reader = caller(issuer.token("alice", "read"));
    String base = "https://files.example.org/.well-known/oauth-protected-resource";
    String challenge =
        "Bearer realm=\"piecemeal\", error=\"insufficient_scope\", scope=\"%s\","
            + " resource_metadata=\"%s\"";
    for (Answer refused :
        List.of(
            reader.post("/uploads", "{\"filename\":\"a\"}"),
            reader.put("/uploads/" + "0".repeat(32), CHUNK))) {
      refused.isProblem(403, "forbidden").has("needed_scope", "write");
      assertThat(refused.header("WWW-Authenticate")).contains(challenge.formatted("write", base));
    }
    assertThat(reader.delete("/files/" + "0".repeat(32)).header("WWW-Authenticate"))
        .contains(challenge.formatted("delete", base));

    HttpResponse<byte[]> refused = McpCaller.of(reader).post(CREATE);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("WWW-Authenticate"))
        .contains(challenge.formatted("write", base + "/mcp"));
    assertThat(Json.read(refused.body()))
        .containsEntry("code", "forbidden")
        .containsEntry("needed_scope", "write");
    McpCaller writer = McpCaller.of(caller(issuer.token("alice", "write")));
    assertThat(writer.post(CREATE).statusCode()).isEqualTo(200);
    assertThat(
            writer
                .post(LIST.replace("tools", "resources"))
                .headers()
                .firstValue("WWW-Authenticate"))
        .contains(challenge.formatted("read", base + "/mcp"));
    assertThat(writer.post(LIST).statusCode()).isEqualTo(200);
  }

  @Test
  void tokenOfNobodyIsRefused() throws Exception {
    for (String subject : List.of("auth0|5f7c8ec7", "x".repeat(65), "")) {
      assertThat(caller(issuer.token(subject, ALL)).get("/files").status()).isEqualTo(401);
    }
    String good = issuer.token("alice", ALL);
    String damaged = good.substring(0, good.length() - 4) + "AAAA";
    for (String token : List.of(damaged, "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.")) {
      Answer refused = caller(token).get("/files");
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("WWW-Authenticate").orElseThrow())
          .contains("error=\"invalid_token\"");
    }
  }

  @Test
  void issuerThatIsAwayLeavesTokensUndecidedAndKeysAlone() throws Exception {
    String nowhere = "http://127.0.0.1:" + FreePort.find();
    try (InProcessService other =
        TestService.beside("--oidc-issuer=" + nowhere, "--oidc-audience=" + TokenIssuer.AUDIENCE)) {
      Answer undecided = new Caller(other.port(), issuer.token("alice", ALL)).get("/files");
      assertThat(undecided.status()).isEqualTo(503);
      assertThat(undecided.header("Retry-After")).isPresent();
      assertThat(warnings())
          .singleElement()
          .asString()
          .startsWith("the issuer of tokens cannot be asked: ")
          .doesNotContain("storage");
      assertThat(new Caller(other.port(), TestService.ALICE).get("/files").status()).isEqualTo(200);
    }
  }

  @Test
  void refusedTokenHasOneLineWithItsReasonAndItsAddress() throws Exception {
    // One of its own has written no such line in the last ten seconds.
    try (InProcessService other = beside()) {
      for (String token : List.of(issuer.token("no owner", ALL), "nobody-" + "1".repeat(32))) {
        new Caller(other.port(), token).get("/files").isProblem(401, "unauthenticated");
      }
    }
    assertThat(warnings()).hasSize(2);
    assertThat(warnings().getFirst())
        .startsWith("a token was refused: ")
        .contains("'sub'", "from 127.0.0.1");
    assertThat(warnings().getLast()).startsWith("an API key was refused: ");
  }

  private List<String> warnings() {
    return lines.list.stream()
        .filter(line -> line.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.matches("(a token|an API key|storage|the issuer).*"))
        .toList();
  }

  @Test
  void clientsFindTheIssuerByThemselves() {
    Caller anybody = caller("nobody-" + "0".repeat(32));
    String base = "https://files.example.org";
    for (String part : List.of("", "/mcp")) {
      Answer refused = anybody.send(anybody.anonymous(part.isEmpty() ? "/files" : part));
      String path = "/.well-known/oauth-protected-resource" + part;
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("WWW-Authenticate").orElseThrow())
          .isEqualTo(
              "Bearer realm=\"piecemeal\", resource_metadata=\"%s\", scope=\"read write delete\""
                  .formatted(base + path));
      // They are no part of the OpenAPI document: RFC 9728 says what they are.
      HttpResponse<byte[]> metadata = McpCaller.of(anybody).send(anybody.anonymous(path));
      assertThat(metadata.statusCode()).isEqualTo(200);
      assertThat(Json.read(metadata.body()))
          .containsEntry("resource", base + part)
          .containsEntry("authorization_servers", List.of(issuer.url()))
          .containsEntry("scopes_supported", List.of("read", "write", "delete"));
    }
    assertThat(
            McpCaller.of(anybody)
                .send(anybody.anonymous("/.well-known/oauth-protected-resource/x"))
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void consoleLearnsWherePeopleSignOnAndMayAskNobodyElse() {
    Caller anybody = caller("nobody-" + "0".repeat(32));
    Answer terms = anybody.send(anybody.anonymous("/console/sign-on.json")).is(200);
    assertThat(Json.read(terms.bytes()))
        .containsOnly(
            Map.entry("issuer", issuer.url()),
            Map.entry("client_id", "console"),
            Map.entry("scope", "openid read write delete"),
            Map.entry("authorization_endpoint", issuer.url() + "/auth"),
            Map.entry("token_endpoint", "https://tokens.example.org:8443/token?for=all"));
    assertThat(mayConnectTo(service.port()))
        .isEqualTo("connect-src 'self' https://tokens.example.org:8443;");
  }

  /** Who has a key gets in all the same. */
  @Test
  void consoleWithoutAProviderHasKeysAlone() throws Exception {
    assertThat(mayConnectTo(TestService.port())).isEqualTo("connect-src 'self';");
    String nowhere = "http://127.0.0.1:" + FreePort.find();
    try (InProcessService other =
        TestService.beside(
            "--oidc-issuer=" + nowhere,
            "--oidc-audience=" + TokenIssuer.AUDIENCE,
            "--oidc-console-client=console")) {
      assertThat(mayConnectTo(other.port())).isEqualTo("connect-src 'self';");
      Caller anybody = new Caller(other.port(), TestService.ALICE);
      anybody.send(anybody.anonymous("/console/sign-on.json")).is(503);
    }
  }

  private static String mayConnectTo(int port) {
    Caller anybody = new Caller(port, TestService.ALICE);
    Answer page = anybody.send(anybody.anonymous("/").header("Accept", "text/html")).is(200);
    String policy = page.header("Content-Security-Policy").orElseThrow();
    return policy.replaceFirst("^.*(connect-src[^;]*;).*$", "$1");
  }

  private Caller caller(String token) {
    return new Caller(service.port(), token);
  }
}
