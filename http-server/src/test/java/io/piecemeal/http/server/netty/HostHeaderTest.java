package io.piecemeal.http.server.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.piecemeal.http.server.address.AllowedHosts;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only hosts that are served are answered for, where it is known which those are. */
class HostHeaderTest {

  private final HostHeader known =
      new HostHeader(new AllowedHosts(Set.of("Files.example.org", "[::1]")));
  private final HostHeader any = new HostHeader(new AllowedHosts(Set.of()));

  @ParameterizedTest
  @ValueSource(strings = {"files.example.org", "FILES.example.org:443", "[::1]:8080", "[::1]"})
  void knownHostsAreServedUnderAnyPort(String host) {
    assertThat(problem(known, "/", host)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "files.example.org.evil.example", "127.0.0.1", "[::2]"})
  void otherHostsAreNot(String host) {
    assertThat(problem(known, "/", host)).contains(ProblemKind.MISDIRECTED_REQUEST);
    assertThat(problem(any, "/", host)).isEmpty();
  }

  @Test
  void aTargetThatNamesAHostCountsMoreThanTheHeader() {
    assertThat(problem(known, "http://files.example.org/", "evil.example")).isEmpty();
    assertThat(problem(known, "http://evil.example/", "files.example.org"))
        .contains(ProblemKind.MISDIRECTED_REQUEST);
    assertThat(problem(known, "http://files.example.org/", "a b"))
        .contains(ProblemKind.BAD_REQUEST);
  }

  @Test
  void onlyHttp10MayGoWithoutAHost() {
    HttpRequest old = new DefaultHttpRequest(HttpVersion.HTTP_1_0, HttpMethod.GET, "/");
    assertThat(known.problem(old)).isEmpty();
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    assertThat(any.problem(request)).isPresent();
  }

  private static Optional<ProblemKind> problem(HostHeader check, String target, String host) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
    request.headers().set("Host", host);
    return check.problem(request).map(Problem::kind);
  }
}
