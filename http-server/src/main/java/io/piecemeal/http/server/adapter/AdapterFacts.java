package io.piecemeal.http.server.adapter;

import io.piecemeal.http.server.caps.RoutedPaths;
import java.util.List;
import java.util.Optional;

/**
 * What an adapter tells the server of itself, as far as the server has to know it before a request
 * is routed, or before there is one. An adapter has one bean of this type; what it does not
 * override is nothing special.
 */
public interface AdapterFacts {

  /** The ways in which its callers send bytes; metrics have each from the start on. */
  default List<Dialect> dialects() {
    return List.of();
  }

  /**
   * Methods that its paths take beside GET, HEAD, POST, PUT, DELETE, PATCH and OPTIONS. One that no
   * adapter takes is 501 everywhere, and one that a path does not take is 405 there.
   */
  default List<String> methods() {
    return List.of();
  }

  /**
   * Paths at and below which bodies are the bytes of files, of any length. A POST to them may stand
   * for another method.
   */
  default List<String> streams() {
    return List.of();
  }

  /**
   * Where bytes are taken to that are sent to {@link RoutedPaths#forms} and say that they can be
   * resumed. One adapter of all may have such a path.
   */
  default Optional<String> resumable() {
    return Optional.empty();
  }

  /**
   * Which scopes requests need, where it is not what their method says: GET, HEAD and OPTIONS read,
   * DELETE deletes, and all others write. Of all rules for a request the first counts.
   */
  default List<ScopeRule> scopes() {
    return List.of();
  }
}
