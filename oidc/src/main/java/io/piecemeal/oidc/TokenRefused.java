package io.piecemeal.oidc;

/** A token is not valid; the message says why, and has nothing of the token. */
public final class TokenRefused extends Exception {

  TokenRefused(String message) {
    super(message);
  }

  TokenRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
