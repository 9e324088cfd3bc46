package io.piecemeal.adapters.http.page;

import io.piecemeal.domain.storage.StorageFailure;
import java.net.URI;
import java.util.Optional;

/** Where people sign on for the console, beside their keys. */
@FunctionalInterface
public interface ConsoleSignOn {

  /**
   * What the page needs to know; empty if people have keys alone. Waits seconds at most.
   *
   * @throws StorageFailure.IssuerAway if the provider has to be asked and does not answer
   */
  Optional<Terms> terms();

  /**
   * @param issuer as it calls itself
   * @param clientId of the console, which is a public client
   * @param scope what it asks for, words separated by blanks
   * @param endSessionEndpoint empty if nobody can sign out there
   */
  record Terms(
      String issuer,
      String clientId,
      String scope,
      URI authorizationEndpoint,
      URI tokenEndpoint,
      Optional<URI> endSessionEndpoint) {}
}
