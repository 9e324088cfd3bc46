package io.piecemeal.domain.access;

import java.util.Set;

/**
 * Who calls: for whom, by what, and what it may do. An adapter that knows callers by other means
 * than keys makes such a thing of what it knows.
 */
public record Caller(Owner owner, Credential credential, Set<Scope> scopes) {
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }
}
