package io.piecemeal.http.server.guard;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Watches the bodies that are being read, so that a slow sender does not hold a slot for ever. */
@Singleton
public class MinimumRate {

  private final RequestGuards guards;
  private final Set<MinimumRateInputStream> underWay = ConcurrentHashMap.newKeySet();

  MinimumRate(RequestGuards guards) {
    this.guards = guards;
  }

  /**
   * Runs {@code work} on a body that is watched meanwhile. The calling thread must be the one that
   * reads, and may be interrupted while it does.
   */
  public <R> R watch(InputStream body, Work<R> work) throws IOException {
    MinimumRateInputStream paced = new MinimumRateInputStream(body, guards);
    underWay.add(paced);
    try {
      return work.on(paced);
    } finally {
      underWay.remove(paced);
    }
  }

  @Scheduled(fixedDelay = "500ms")
  void judge() {
    long now = System.nanoTime();
    underWay.forEach(body -> body.judge(now));
  }

  /** What is done with a body. */
  @FunctionalInterface
  public interface Work<R> {
    R on(InputStream body) throws IOException;
  }
}
