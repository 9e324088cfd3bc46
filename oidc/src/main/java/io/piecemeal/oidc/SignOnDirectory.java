package io.piecemeal.oidc;

import java.util.Optional;

/**
 * Finds where people sign on at an issuer, which is asked when somebody wants to know. Safe for use
 * by several threads.
 */
public final class SignOnDirectory {

  private final Published<Optional<SignOnEndpoints>> endpoints;

  private SignOnDirectory(Discovery discovery) {
    this.endpoints =
        new Published<>(
            "endpoints",
            Optional.empty(),
            () -> Optional.of(discovery.endpoints()),
            System::nanoTime);
  }

  /**
   * @param issuer as it calls itself
   * @throws IllegalArgumentException unless it is an https URL, or an http one of this machine
   */
  public static SignOnDirectory of(String issuer) {
    return new SignOnDirectory(new Discovery(issuer));
  }

  /**
   * What the issuer said at most five minutes ago, or last, if it is away since.
   *
   * @throws IssuerUnavailable if it never said anything and cannot be asked, or has no such
   *     endpoints; found out after seconds at the latest, and again only seconds later
   */
  public SignOnEndpoints find() throws IssuerUnavailable {
    Optional<SignOnEndpoints> known = endpoints.known();
    if (known.isEmpty()) {
      known = endpoints.renewed();
    }
    return known.orElseThrow(() -> new IssuerUnavailable("the issuer was not asked"));
  }
}
