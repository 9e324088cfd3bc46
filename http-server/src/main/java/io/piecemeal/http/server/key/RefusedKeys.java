package io.piecemeal.http.server.key;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.piecemeal.domain.access.ApiToken;
import io.piecemeal.domain.access.RareLines;
import io.piecemeal.http.server.problem.SignOn;
import io.piecemeal.http.server.trace.LoggedCall;
import jakarta.inject.Singleton;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the keys that were refused, and logs where they come from; of a key nothing but its id.
 * For a token there is a line already, which says why.
 */
@Singleton
final class RefusedKeys {

  private static final Logger LOG = LoggerFactory.getLogger(RefusedKeys.class);
  private static final Duration ONE_LINE_IN = Duration.ofSeconds(10);
  private static final int ADDRESSES = 50;

  private final RareLines lines = new RareLines(ONE_LINE_IN, ADDRESSES);
  private final Counter refused;
  private final SignOn.Issuers issuers;

  RefusedKeys(MeterRegistry registry, SignOn.Issuers issuers) {
    this.issuers = issuers;
    this.refused =
        Counter.builder("piecemeal.keys.refused")
            .description("API keys that were presented and are not valid")
            .register(registry);
  }

  /**
   * Says that a key was refused.
   *
   * @param token what was presented as one
   * @param from who presented it, if that is known
   */
  void add(String token, @Nullable SocketAddress from) {
    refused.increment();
    if (issuers.trusted().filter(issuer -> issuer.isToken().test(token)).isPresent()) {
      return;
    }
    String address = LoggedCall.address(from);
    OptionalLong leftOut = lines.admit(address, System.nanoTime());
    if (leftOut.isPresent()) {
      LOG.warn(
          "an API key was refused: {}, from {}; {} more from there since the last such line",
          ApiToken.parse(token).map(known -> "id " + known.id()).orElse("not one of ours"),
          address,
          leftOut.getAsLong());
    }
  }
}
