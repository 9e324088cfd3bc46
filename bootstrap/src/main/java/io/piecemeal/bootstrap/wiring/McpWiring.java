package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.annotation.Factory;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.http.server.guard.BodyLimits;
import jakarta.inject.Singleton;
import java.time.Duration;

/** How much memory the bodies of calls may take. */
@Factory
final class McpWiring {

  /** Hex takes two characters for a byte; what else a call has takes little. */
  private static final int LONGEST_ENCODING = 2;

  private static final ByteCount BESIDES_DATA = new ByteCount(1L << 20);

  /** Of all bodies at once. One takes its size, or four times that where it is not chunks. */
  private static final ByteCount BODIES = new ByteCount(64L << 20);

  private static final int SHARE_OF_HEAP = 16;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

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
