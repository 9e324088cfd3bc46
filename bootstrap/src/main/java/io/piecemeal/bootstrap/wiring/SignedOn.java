package io.piecemeal.bootstrap.wiring;

import io.piecemeal.application.port.in.Authenticate;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Credential;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.RareLines;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.http.server.trace.LoggedCall;
import io.piecemeal.oidc.IssuerUnavailable;
import io.piecemeal.oidc.SignedClaims;
import io.piecemeal.oidc.TokenRefused;
import io.piecemeal.oidc.TokenVerifier;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Callers with an access token of the issuer that the settings name. */
final class SignedOn implements Authenticate {

  private static final Logger LOG = LoggerFactory.getLogger(SignedOn.class);
  private static final Duration ONE_LINE_IN = Duration.ofSeconds(10);
  private static final int REASONS = 50;

  private final RareLines lines = new RareLines(ONE_LINE_IN, REASONS);
  private final Settings.Oidc settings;
  private final TokenVerifier verifier;

  SignedOn(Settings.Oidc settings) {
    this.settings = settings;
    this.verifier = TokenVerifier.of(settings.issuer(), settings.audiences());
  }

  /**
   * @throws StorageFailure.IssuerAway if the issuer's keys are needed and cannot be had
   */
  @Override
  public Optional<Caller> authenticate(String token) {
    try {
      SignedClaims claims = verifier.verify(token);
      Optional<Owner> owner = claims.text(settings.ownerClaim()).flatMap(SignedOn::owner);
      if (owner.isEmpty()) {
        log("its claim '%s' is not the name of an owner".formatted(settings.ownerClaim()));
      }
      return owner.map(known -> new Caller(known, credential(claims), scopes(claims)));
    } catch (TokenRefused e) {
      log(String.valueOf(e.getMessage()));
      return Optional.empty();
    } catch (IssuerUnavailable e) {
      throw new StorageFailure.IssuerAway(e);
    }
  }

  private Set<Scope> scopes(SignedClaims claims) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String word : claims.words(settings.scopesClaim())) {
      scopes.addAll(settings.scopes().getOrDefault(word, Set.of()));
    }
    return scopes;
  }

  private static Credential credential(SignedClaims claims) {
    return new Credential.SignedToken(
        claims.text("jti").filter(Credential.SignedToken::isId).orElse("without-id"));
  }

  private static Optional<Owner> owner(String name) {
    try {
      return Optional.of(new Owner(name));
    } catch (IllegalArgumentException e) {
      LOG.debug("a token's owner is none", e);
      return Optional.empty();
    }
  }

  /** Of a token nothing but what is wrong with it. */
  private void log(String reason) {
    OptionalLong leftOut = lines.admit(reason, System.nanoTime());
    if (leftOut.isPresent()) {
      LOG.warn(
          "a token was refused: {}, from {}; {} more such since the last line",
          reason,
          Optional.ofNullable(MDC.get(LoggedCall.FROM)).orElse("an unknown address"),
          leftOut.getAsLong());
    }
  }
}
