package io.piecemeal.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.access.Scope;
import io.piecemeal.http.server.adapter.ScopeRule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which paths need no key or another scope than their method says. */
final class HttpFactsTest {

  private static List<Optional<Scope>> rules(String method, String path) {
    return new HttpFacts()
        .scopes().stream().filter(rule -> rule.isFor(method, path)).map(ScopeRule::needed).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /",
    "GET, /console/lit-html.js",
    "GET, /docs",
    "GET, /docs/assets/docs.js",
    "GET, /openapi.yaml",
    "GET, /tickets/pmt_x/content",
    "PUT, /tickets/pmt_x",
    "GET, /usage"
  })
  void noScopeIsNeeded(String method, String path) {
    assertThat(rules(method, path)).containsExactly(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({"/files/f/ticket", "/files/f/ticket/"})
  void whoMayReadAFileMayGiveAwayATicketToReadIt(String path) {
    assertThat(rules("POST", path)).containsExactly(Optional.of(Scope.READ));
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /files/f/ticket",
    "POST, /uploads/f/ticket",
    "POST, /files/f/g/ticket",
    "POST, /files/ticket",
    "GET, /files",
    "POST, /uploads",
    "GET, /events",
    "POST, /webhooks",
    "GET, /consoles",
    "GET, /openapi.yamls",
    "GET, /ticketsx"
  })
  void otherwiseTheMethodDecides(String method, String path) {
    assertThat(rules(method, path)).isEmpty();
  }
}
