package io.piecemeal.http.server.key;

import io.micronaut.security.authentication.Authentication;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Scope;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Callers as the framework hands them on: under the owner's name, with their scopes as roles. */
public final class KnownCallers {
  private static final String CALLER = "caller";

  private KnownCallers() {}

  static Authentication authentication(Caller caller) {
    List<String> roles = caller.scopes().stream().sorted().map(Scope::wireName).toList();
    return Authentication.build(caller.owner().value(), roles, Map.of(CALLER, caller));
  }

  /** Who calls. */
  public static Caller of(Authentication authentication) {
    return (Caller) Objects.requireNonNull(authentication.getAttributes().get(CALLER));
  }
}
