package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanProvider;
import io.piecemeal.adapters.persistence.postgres.PostgresPersistence;
import io.piecemeal.adapters.persistence.postgres.StoredTotals.Totals;
import io.piecemeal.application.port.in.CheckHealth;
import io.piecemeal.application.port.in.CheckHealth.Health;
import io.piecemeal.application.port.in.WatchScrub;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.domain.storage.StorageFailure;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is measured now and then, and given to every scrape as it was then: a scrape asks neither
 * database nor disk. What could not be found out is not a number.
 */
@Singleton
public class Figures {

  private static final Logger LOG = LoggerFactory.getLogger(Figures.class);

  /** Counting takes at most this part of the time. */
  private static final int PART = 100;

  private final BeanProvider<CheckHealth> health;
  private final BeanProvider<PostgresPersistence> persistence;
  private final Path data;
  private volatile State state = State.UNKNOWN;
  private long countedAt;
  private long countTook = -1;

  Figures(
      BeanProvider<CheckHealth> health,
      BeanProvider<PostgresPersistence> persistence,
      Settings settings,
      MeterRegistry registry) {
    this.health = health;
    this.persistence = persistence;
    this.data = settings.dataDirectory();
    FigureGauges.register(registry, settings, () -> state);
  }

  /**
   * All of it, as it was found together.
   *
   * @param totals empty where they could not be counted
   * @param free bytes on the disk of the data directory; not a number where it did not say
   * @param health empty before it was asked for the first time
   */
  record State(Optional<Totals> totals, double free, Optional<Health> health) {

    static final State UNKNOWN = new State(Optional.empty(), Double.NaN, Optional.empty());
  }

  /** How many files were known to be damaged when that was last counted; empty if never. */
  public Optional<WatchScrub.Known> damagedFiles() {
    return state.totals().map(totals -> new WatchScrub.Known(totals.damaged()));
  }

  /** Measures anew. Takes as long as {@link CheckHealth#check} and a count. */
  public synchronized void refresh() {
    state = count(measured());
  }

  /** The same, without the count while that would take more than its part of the time. */
  synchronized void refreshInTurn() {
    State now = measured();
    state = now;
    if (isCountDue()) {
      state = count(now);
    }
  }

  private State measured() {
    return new State(state.totals(), free(), Optional.of(health.get().check()));
  }

  private boolean isCountDue() {
    return countTook < 0 || System.nanoTime() - countedAt >= countTook * PART;
  }

  private State count(State now) {
    long start = System.nanoTime();
    try {
      Totals totals = persistence.get().totals().count();
      countTook = System.nanoTime() - start;
      countedAt = start + countTook;
      return new State(Optional.of(totals), now.free(), now.health());
    } catch (StorageFailure e) {
      LOG.debug("files were not counted; the next round tries again", e);
      return new State(Optional.empty(), now.free(), now.health());
    }
  }

  private double free() {
    try {
      return (double) Files.getFileStore(data).getUsableSpace();
    } catch (IOException e) {
      LOG.debug("the disk did not say how much is free", e);
      return Double.NaN;
    }
  }
}
