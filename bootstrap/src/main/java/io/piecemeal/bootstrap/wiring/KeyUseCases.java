package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.piecemeal.adapters.http.page.ConsoleSignOn;
import io.piecemeal.application.access.FixedKeys;
import io.piecemeal.application.access.KeyUses;
import io.piecemeal.application.access.StoredKeys;
import io.piecemeal.application.audit.AuditedAccess;
import io.piecemeal.application.audit.AuditedUpkeep;
import io.piecemeal.application.port.in.Authenticate;
import io.piecemeal.application.port.in.Authorize;
import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Permission;
import io.piecemeal.http.server.problem.SignOn;
import io.piecemeal.http.server.problem.StorageFailureLog;
import io.piecemeal.oidc.IssuerUnavailable;
import io.piecemeal.oidc.SignOnDirectory;
import io.piecemeal.oidc.SignOnEndpoints;
import io.piecemeal.oidc.TokenVerifier;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the use cases about keys behind their ports. */
@Factory
final class KeyUseCases {
  private static final Logger LOG = LoggerFactory.getLogger(KeyUseCases.class);

  @Singleton
  KeyUses keyUses(ApiKeys keys) {
    return new KeyUses(keys, work -> Thread.startVirtualThread(() -> attempt(work)));
  }

  /** It is no request's business, and tried again in a minute. */
  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (StorageFailure e) {
      StorageFailureLog.add("when a key was used was not written down", e);
    } catch (RuntimeException e) {
      LOG.error("when a key was used was not written down", e);
    }
  }

  @Singleton
  @Bean(typed = StoredKeys.class)
  StoredKeys storedKeys(ApiKeys keys, Ids ids, KeyUses uses) {
    return new StoredKeys(keys, ids, InstantSource.system(), uses);
  }

  @Singleton
  SignOn.Issuers issuers(Settings settings) {
    return new SignOn.Issuers(settings.oidc().map(oidc -> issuer(oidc.issuer(), oidc.scopes())));
  }

  private static SignOn.Issuer issuer(String url, Map<String, Set<Scope>> words) {
    Map<Scope, String> wordFor = new EnumMap<>(Scope.class);
    for (Scope scope : Scope.values()) {
      words.entrySet().stream()
          .filter(word -> word.getValue().contains(scope))
          .min(Comparator.comparingInt(word -> word.getValue().size()))
          .ifPresent(word -> wordFor.put(scope, word.getKey()));
    }
    return new SignOn.Issuer(url, wordsForFiles(words), wordFor, TokenVerifier::isToken);
  }

  /** What is for operators is not offered to everybody. */
  private static List<String> wordsForFiles(Map<String, Set<Scope>> words) {
    return words.entrySet().stream()
        .filter(word -> !word.getValue().contains(Scope.ADMIN))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Where people sign on for the console; nowhere unless the settings name a client for it. */
  @Singleton
  ConsoleSignOn consoleSignOn(Settings settings) {
    return settings
        .oidc()
        .flatMap(oidc -> oidc.console().map(client -> consoleSignOn(oidc.issuer(), client)))
        .orElse(Optional::empty);
  }

  private static ConsoleSignOn consoleSignOn(String issuer, Settings.ConsoleClient client) {
    SignOnDirectory directory = SignOnDirectory.of(issuer);
    return () -> {
      try {
        SignOnEndpoints found = directory.find();
        return Optional.of(
            new ConsoleSignOn.Terms(
                issuer,
                client.id(),
                client.scope(),
                found.authorization(),
                found.token(),
                found.endSession()));
      } catch (IssuerUnavailable e) {
        throw new StorageFailure.IssuerAway(e);
      }
    };
  }

  @Singleton
  ManageKeys manageKeys(StoredKeys stored, AuditedUpkeep audit) {
    return audit.keys(stored);
  }

  /**
   * What has the form of a token goes to the one who knows tokens, if there is one, and nothing
   * else does. Keys from the configuration first: they cost no look-up.
   */
  @Singleton
  Authenticate authenticate(StoredKeys stored, Settings settings, AuditedAccess audit) {
    FixedKeys fixed = settings.apiKeys().keys();
    Authenticate keys = token -> fixed.authenticate(token).or(() -> stored.authenticate(token));
    return audit.authenticate(
        settings
            .oidc()
            .map(SignedOn::new)
            .<Authenticate>map(
                signedOn ->
                    token ->
                        TokenVerifier.isToken(token)
                            ? signedOn.authenticate(token)
                            : keys.authenticate(token))
            .orElse(keys));
  }

  @Singleton
  Authorize authorize(AuditedAccess audit) {
    return audit.authorize((caller, scope, _) -> Permission.require(caller, scope));
  }
}
