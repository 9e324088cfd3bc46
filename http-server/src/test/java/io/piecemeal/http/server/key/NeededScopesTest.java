package io.piecemeal.http.server.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.access.Scope;
import io.piecemeal.http.server.adapter.AdapterFacts;
import io.piecemeal.http.server.adapter.ScopeRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeededScopesTest {

  private static final AdapterFacts ONE =
      new AdapterFacts() {
        @Override
        public List<ScopeRule> scopes() {
          return List.of(
              ScopeRule.open("/"),
              ScopeRule.open("/open"),
              ScopeRule.post("/uploads/*/cancel", Scope.DELETE));
        }
      };

  private static final AdapterFacts OTHER =
      new AdapterFacts() {
        @Override
        public List<ScopeRule> scopes() {
          return List.of(ScopeRule.below("/admin", Scope.ADMIN));
        }
      };

  private final NeededScopes scopes = new NeededScopes(List.of(ONE, OTHER));

  @ParameterizedTest
  @CsvSource({
    "GET, /files, READ",
    "HEAD, /files, READ",
    "OPTIONS, /files, READ",
    "DELETE, /files/f, DELETE",
    "PUT, /uploads/f, WRITE",
    "POST, /files, WRITE",
    "REPORT, /files, WRITE",
    "GET, /, ",
    "POST, /, ",
    "GET, /open, ",
    "DELETE, /open/a/b, ",
    "GET, /opened, READ",
    "GET, /OPEN, READ",
    "GET, /admin, ADMIN",
    "DELETE, /admin/keys/k, ADMIN",
    "GET, /administration, READ",
    "POST, /uploads/u/cancel, DELETE",
    "POST, /uploads/u/cancel/, DELETE",
    "POST, /uploads/{id}/cancel, DELETE",
    "PUT, /uploads/u/cancel, WRITE",
    "POST, /uploads/u/v/cancel, WRITE",
    "POST, /uploads/u/cancel/more, WRITE",
    "POST, /below/uploads/u/cancel, WRITE"
  })
  void areThoseOfTheMethodUnlessAnAdapterHasARule(String method, String path, Scope needed) {
    assertThat(scopes.of(method, path).orElse(null)).isEqualTo(needed);
  }

  /** As a route template cannot be, but a path that was sent can. */
  @Test
  void aLineBreakInAPathHidesNothing() {
    assertThat(scopes.of("GET", "/admin/\n")).contains(Scope.ADMIN);
  }
}
