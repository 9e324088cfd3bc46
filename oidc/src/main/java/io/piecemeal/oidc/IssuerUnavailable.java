package io.piecemeal.oidc;

/** The keys of the issuer cannot be had now, so that nothing can be said of a token. */
public final class IssuerUnavailable extends Exception {

  IssuerUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  IssuerUnavailable(String message) {
    super(message);
  }
}
