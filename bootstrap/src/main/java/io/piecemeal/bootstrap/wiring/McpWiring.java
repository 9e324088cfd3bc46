package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.annotation.Factory;
import io.piecemeal.adapters.mcp.elicit.RequestStates;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.http.server.guard.BodyLimits;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** How much memory the bodies of calls may take, and what seals the states that clients keep. */
@Factory
final class McpWiring {

  /** Hex takes two characters for a byte; what else a call has takes little. */
  private static final int LONGEST_ENCODING = 2;

  private static final ByteCount BESIDES_DATA = new ByteCount(1L << 20);

  /** Of all bodies at once. One takes its size, or four times that where it is not chunks. */
  private static final ByteCount BODIES = new ByteCount(64L << 20);

  private static final int SHARE_OF_HEAP = 16;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * All nodes have to open what one has sealed. Where the service has a database of its own there
   * is one node, and a key of the process does; a database that others may use as well asks for the
   * operator's.
   */
  @Singleton
  RequestStates requestStates(Settings settings) {
    return settings
        .webhooks()
        .map(webhooks -> webhooks.key().derived("mcp request state"))
        .or(() -> settings.database().isEmpty() ? Optional.of(randomKey()) : Optional.empty())
        .map(key -> RequestStates.under(key, InstantSource.system()))
        .orElseGet(RequestStates::none);
  }

  private static byte[] randomKey() {
    byte[] key = new byte[RequestStates.KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  @Singleton
  BodyLimits bodyLimits(Limits limits) {
    return bodyLimits(limits, new ByteCount(Runtime.getRuntime().maxMemory()));
  }

  /**
   * A small heap has room for fewer bodies; one of less than 200 MiB has none for a full chunk in
   * hex, and one of less than 120 MiB none for a full chunk in Base64.
   */
  static BodyLimits bodyLimits(Limits limits, ByteCount heap) {
    ByteCount one = new ByteCount(limits.chunk().value() * LONGEST_ENCODING).plus(BESIDES_DATA);
    ByteCount share = new ByteCount(heap.value() / SHARE_OF_HEAP);
    ByteCount together = share.isAtMost(BODIES) ? share : BODIES;
    ByteCount most = new ByteCount(together.value() - BodyLimits.OVERHEAD);
    return new BodyLimits(one.isAtMost(most) ? one : most, together, PATIENCE);
  }
}
