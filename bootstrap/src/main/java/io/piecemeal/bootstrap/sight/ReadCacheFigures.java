package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.piecemeal.adapters.s3.cache.ReadCache;
import java.util.function.ToDoubleFunction;

/** How the cache of what was read is used. */
public final class ReadCacheFigures {

  private ReadCacheFigures() {}

  /** Shows them with all others. */
  public static void register(MeterRegistry registry, ReadCache cache) {
    reads(registry, "hit", cache, ReadCache::hits);
    reads(registry, "miss", cache, ReadCache::misses);
    Gauge.builder("piecemeal.read.cache.bytes", cache, ReadCache::bytes)
        .description("What of the store is kept on the disk of this node")
        .register(registry);
  }

  private static void reads(
      MeterRegistry registry, String outcome, ReadCache cache, ToDoubleFunction<ReadCache> count) {
    FunctionCounter.builder("piecemeal.read.cache.reads", cache, count)
        .description("Parts of objects that were looked for on the disk of this node")
        .tag("outcome", outcome)
        .register(registry);
  }
}
