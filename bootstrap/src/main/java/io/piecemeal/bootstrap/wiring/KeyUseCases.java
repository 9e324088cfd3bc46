package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.piecemeal.application.access.FixedKeys;
import io.piecemeal.application.access.KeyUses;
import io.piecemeal.application.access.StoredKeys;
import io.piecemeal.application.port.in.Authenticate;
import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.bootstrap.settings.Settings;
import jakarta.inject.Singleton;
import java.time.InstantSource;
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
    } catch (RuntimeException e) {
      LOG.info("when a key was used was not written down", e);
    }
  }

  @Singleton
  @Bean(typed = {StoredKeys.class, ManageKeys.class})
  StoredKeys storedKeys(ApiKeys keys, Ids ids, KeyUses uses) {
    return new StoredKeys(keys, ids, InstantSource.system(), uses);
  }

  /** Keys from the configuration first: they cost no look-up. */
  @Singleton
  Authenticate authenticate(StoredKeys stored, Settings settings) {
    FixedKeys fixed = settings.apiKeys().keys();
    return token -> fixed.authenticate(token).or(() -> stored.authenticate(token));
  }
}
