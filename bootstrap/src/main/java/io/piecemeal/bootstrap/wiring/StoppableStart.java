package io.piecemeal.bootstrap.wiring;

import io.piecemeal.bootstrap.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start of a service, and its stop, which may come at any time: a start that is still under way
 * is broken off. For one start.
 */
public final class StoppableStart {

  private static final Logger LOG = LoggerFactory.getLogger(StoppableStart.class);

  /** Enough for all that a start does but for a recovery, which needs no order in its end. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CompletableFuture<PiecemealService> service = new CompletableFuture<>();
  private final Thread starter = Thread.currentThread();
  private boolean isStopped;
  private boolean isFailed;

  /**
   * Starts the service, on the thread that made this.
   *
   * @return empty if it was stopped meanwhile; what stops it has the rest to do
   */
  public Optional<PiecemealService> run(Settings settings) {
    PiecemealService started;
    try {
      started = PiecemealService.start(settings);
    } catch (RuntimeException e) {
      service.completeExceptionally(e);
      if (!hasFailed()) {
        LOG.debug("the start was broken off", e);
        return Optional.empty();
      }
      throw e;
    }
    service.complete(started);
    return isStopped() ? Optional.empty() : Optional.of(started);
  }

  /** Whether the start came to its end by itself, and not since it was stopped. */
  private synchronized boolean hasFailed() {
    isFailed = !isStopped;
    return isFailed;
  }

  private synchronized boolean isStopped() {
    return isStopped;
  }

  private synchronized boolean beginStop() {
    isStopped = !isFailed;
    return isStopped;
  }

  /**
   * Stops the service, or its start; what of that does not end in time ends with the process: the
   * watchdog of an embedded database stops that in good order.
   *
   * @return whether there was anything to stop; there is not after a start that failed
   */
  public boolean stop() {
    if (!beginStop()) {
      return false;
    }
    if (!service.isDone()) {
      LOG.info("stopping while it starts");
      starter.interrupt();
    }
    try {
      service.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).close();
    } catch (ExecutionException e) {
      LOG.info("stopped");
    } catch (TimeoutException e) {
      LOG.info("stopped, in the middle of the start; a database of its own ends by itself");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }
}
