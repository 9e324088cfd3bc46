package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micronaut.context.BeanProvider;
import io.piecemeal.adapters.persistence.postgres.PostgresPersistence;
import io.piecemeal.adapters.persistence.postgres.StoredTotals.Totals;
import io.piecemeal.application.port.in.CheckHealth;
import io.piecemeal.application.port.in.CheckHealth.Collection;
import io.piecemeal.application.port.in.CheckHealth.Health;
import io.piecemeal.application.port.in.CheckHealth.Verdict;
import io.piecemeal.application.port.in.WatchScrub;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.domain.storage.StorageFailure;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.DoubleSupplier;
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

  /** All of it, as it was found together. */
  private record State(
      double open, double complete, double damaged, double stored, double free, Flags flags) {

    static final State UNKNOWN =
        new State(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Flags.UNKNOWN);

    State with(Totals totals) {
      return new State(
          (double) totals.open(),
          (double) totals.complete(),
          (double) totals.damaged(),
          (double) totals.charged().value(),
          free,
          flags);
    }
  }

  private record Flags(double database, double storage, double readOnly, double held) {

    static final Flags UNKNOWN = new Flags(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    static Flags of(Health health) {
      return new Flags(
          flag(health.database() == Verdict.UP),
          flag(health.storage() == Verdict.UP),
          flag(health.storage() == Verdict.READ_ONLY),
          health.collection() == Collection.UNKNOWN
              ? Double.NaN
              : flag(health.collection() == Collection.HELD));
    }

    private static double flag(boolean is) {
      return is ? 1 : 0;
    }
  }

  /** How many files were known to be damaged when that was last counted; empty if never. */
  public Optional<WatchScrub.Known> damagedFiles() {
    double damaged = state.damaged();
    return Double.isNaN(damaged)
        ? Optional.empty()
        : Optional.of(new WatchScrub.Known((long) damaged));
  }

  Figures(
      BeanProvider<CheckHealth> health,
      BeanProvider<PostgresPersistence> persistence,
      Settings settings,
      MeterRegistry registry) {
    this.health = health;
    this.persistence = persistence;
    this.data = settings.dataDirectory();
    String files = "piecemeal.files";
    String counted = "Files in reach, by state; damaged ones count in theirs as well";
    gauge(registry, files, counted, Tags.of("state", "open"), () -> state.open());
    gauge(registry, files, counted, Tags.of("state", "complete"), () -> state.complete());
    gauge(registry, files, counted, Tags.of("state", "damaged"), () -> state.damaged());
    gauge(
        registry,
        "piecemeal.stored.bytes",
        "What all owners together are charged for, until it is gone from the disk",
        Tags.empty(),
        () -> state.stored());
    gauge(
        registry,
        "piecemeal.disk.free.bytes",
        "Free on the disk of the data directory",
        Tags.empty(),
        () -> state.free());
    gauge(
        registry,
        "piecemeal.disk.reserved.bytes",
        "PIECEMEAL_MIN_FREE_DISK: with less than this free, uploads are refused",
        Tags.empty(),
        () -> settings.bucket().isPresent() ? 0 : (double) settings.minFreeDisk().value());
    String up = "1 if it did what was asked of it, else 0";
    String dependency = "dependency";
    gauge(
        registry,
        "piecemeal.up",
        up,
        Tags.of(dependency, "database"),
        () -> state.flags().database());
    gauge(
        registry,
        "piecemeal.up",
        up,
        Tags.of(dependency, "storage"),
        () -> state.flags().storage());
    gauge(
        registry,
        "piecemeal.storage.read.only",
        "1 if this node writes no objects until it is restarted",
        Tags.empty(),
        () -> state.flags().readOnly());
    gauge(
        registry,
        "piecemeal.collection.held",
        "1 if no bytes are removed; see piecemeal gc status",
        Tags.empty(),
        () -> state.flags().held());
    gauge(
        registry,
        "piecemeal.build.info",
        "1; the labels say what runs",
        Tags.of("version", Build.version(), "java", Runtime.version().toString()),
        () -> 1);
  }

  private static void gauge(
      MeterRegistry registry, String name, String description, Tags tags, DoubleSupplier value) {
    Gauge.builder(name, value, DoubleSupplier::getAsDouble)
        .description(description)
        .tags(tags)
        .strongReference(true)
        .register(registry);
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
    State before = state;
    return new State(
        before.open(),
        before.complete(),
        before.damaged(),
        before.stored(),
        free(),
        Flags.of(health.get().check()));
  }

  private boolean isCountDue() {
    return countTook < 0 || System.nanoTime() - countedAt >= countTook * PART;
  }

  private State count(State now) {
    long start = System.nanoTime();
    try {
      State counted = now.with(persistence.get().totals().count());
      countTook = System.nanoTime() - start;
      countedAt = start + countTook;
      return counted;
    } catch (StorageFailure e) {
      LOG.debug("files were not counted; the next round tries again", e);
      return new State(Double.NaN, Double.NaN, Double.NaN, Double.NaN, now.free(), now.flags());
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
