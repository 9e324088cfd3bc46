package io.piecemeal.http.server.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.piecemeal.http.server.address.AllowedHosts;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages call that are listed or ours, and no page that only looks as if it were. */
class OriginHeaderTest {

  private static final AllowedOrigins LISTED =
      new AllowedOrigins(Set.of("https://app.example.com", "app://desktop"));

  private final OriginHeader check =
      new OriginHeader(
          new PageOrigins(LISTED, Optional.of(URI.create("https://public.example:8443"))).served(),
          new AllowedHosts(Set.of("files.example.org")),
          List.of("/tickets/", "/console/"));

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com, 127.0.0.1:8080",
    "HTTPS://App.Example.com, evil.example",
    "app://desktop, 127.0.0.1:8080",
    "https://public.example:8443, upstream",
    "http://127.0.0.1:8080, 127.0.0.1:8080",
    "http://localhost:8080, 127.0.0.1:8080",
    "http://[::1]:8080, [::1]:8080",
    "http://localhost, localhost",
    "https://localhost, localhost",
    "http://files.example.org:8080, Files.example.org:8080",
    "https://files.example.org, files.example.org",
  })
  void listedPagesAndOursAreServed(String origin, String host) {
    assertThat(problem("/files", origin, host)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example, 127.0.0.1:8080",
    "http://evil.example:8080, evil.example:8080",
    "http://localhost:8081, 127.0.0.1:8080",
    "http://localhost, 127.0.0.1:8080",
    "http://localhost:8080, evil.example:8080",
    "http://localhost:8080.evil.example, 127.0.0.1:8080",
    "LOCALHOST:8080, localhost:8080",
    "http://files.example.org, files.example.org:8080",
    "http://app.example.com, 127.0.0.1:8080",
    "null, null",
    "'', 127.0.0.1:8080",
    "x, x",
    "://, ''",
  })
  void othersAreNot(String origin, String host) {
    assertThat(problem("/files", origin, host)).contains(ProblemKind.FOREIGN_ORIGIN);
  }

  @Test
  void whatTheBrowserSaysOfAPageCountsWhateverAProxyMadeOfTheHost() {
    HttpRequest request = request(HttpMethod.PUT, "/files", "https://outside.example", "upstream");
    request.headers().set("Sec-Fetch-Site", "same-origin");
    assertThat(check.problem(request)).isEmpty();
    request.headers().set("Sec-Fetch-Site", "same-site");
    assertThat(check.problem(request)).isPresent();
  }

  @Test
  void whatPagesAreMadeOfIsServedToPagesOfAnyOrigin() {
    assertThat(problem("/console/send.js", "http://outside.example", "127.0.0.1:8080")).isEmpty();
    assertThat(problem("/console", "http://outside.example", "127.0.0.1:8080")).isPresent();
  }

  @Test
  void ticketIsServedWhereverItsPageWasLoadedFromButOpensNothingToOtherPages() {
    String ticket = "/tickets/pmt_0";
    assertThat(problem(ticket, "http://outside.example", "127.0.0.1:8080")).isEmpty();
    HttpRequest preflight =
        request(HttpMethod.OPTIONS, ticket, "http://outside.example", "127.0.0.1:8080");
    preflight.headers().set("Access-Control-Request-Method", "PUT");
    assertThat(check.problem(preflight)).isPresent();
  }

  @Test
  void twoOriginsHaveToBeServedBoth() {
    HttpRequest request = request(HttpMethod.GET, "/files", "https://app.example.com", "a");
    request.headers().add("Origin", "https://evil.example");
    assertThat(check.problem(request)).isPresent();
  }

  @Test
  void requestsOfNoPageAreServed() {
    HttpRequest request = request(HttpMethod.GET, "/files", "x", "upstream");
    request.headers().remove("Origin");
    assertThat(check.problem(request)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://a.example/", "https://A.example:443", "https://a.example"})
  void settingIsReadAsItIsMeant(String origin) {
    assertThat(new AllowedOrigins(Set.of(origin)).contains("https://a.example")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"app.example.com", "https://a/b", "*", "https://*.a", "null", "https://", "a b"})
  void settingThatIsNoOriginIsRefused(String bad) {
    assertThatThrownBy(() -> new AllowedOrigins(Set.of(bad)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(bad);
  }

  private Optional<ProblemKind> problem(String target, String origin, String host) {
    return check.problem(request(HttpMethod.PUT, target, origin, host)).map(Problem::kind);
  }

  private static HttpRequest request(HttpMethod method, String target, String origin, String host) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, target);
    request.headers().set("Origin", origin).set("Host", host);
    return request;
  }
}
