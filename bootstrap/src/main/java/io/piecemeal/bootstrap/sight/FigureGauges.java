package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.piecemeal.adapters.persistence.postgres.StoredTotals.Totals;
import io.piecemeal.application.port.in.CheckHealth.Collection;
import io.piecemeal.application.port.in.CheckHealth.Health;
import io.piecemeal.application.port.in.CheckHealth.Verdict;
import io.piecemeal.bootstrap.settings.Settings;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The gauges of {@link Figures}; what is not known is not a number. */
final class FigureGauges {

  private final MeterRegistry registry;
  private final Supplier<Figures.State> state;

  private FigureGauges(MeterRegistry registry, Supplier<Figures.State> state) {
    this.registry = registry;
    this.state = state;
  }

  /**
   * Makes all of them.
   *
   * @param state what was measured last
   */
  static void register(MeterRegistry registry, Settings settings, Supplier<Figures.State> state) {
    FigureGauges gauges = new FigureGauges(registry, state);
    gauges.files("open", Totals::open);
    gauges.files("complete", Totals::complete);
    gauges.files("damaged", Totals::damaged);
    gauges.files("scanning", Totals::scanning);
    gauges.files("quarantined", Totals::quarantined);
    gauges.add(
        "piecemeal.scan.waiting.seconds",
        "For how long the file waits for its scan that waits longest; 0 if none does",
        Tags.empty(),
        () -> gauges.counted(Totals::waiting));
    gauges.add(
        "piecemeal.stored.bytes",
        "What all owners together are charged for, until it is gone from the disk",
        Tags.empty(),
        () -> gauges.counted(totals -> totals.charged().value()));
    gauges.add(
        "piecemeal.disk.free.bytes",
        "Free on the disk of the data directory",
        Tags.empty(),
        () -> state.get().free());
    gauges.add(
        "piecemeal.disk.reserved.bytes",
        "PIECEMEAL_MIN_FREE_DISK: with less than this free, uploads are refused",
        Tags.empty(),
        () -> settings.bucket().isPresent() ? 0 : (double) settings.minFreeDisk().value());
    gauges.up("database", health -> health.database() == Verdict.UP);
    gauges.up("storage", health -> health.storage() == Verdict.UP);
    gauges.add(
        "piecemeal.storage.read.only",
        "1 if this node writes no objects until it is restarted",
        Tags.empty(),
        () -> gauges.flag(health -> health.storage() == Verdict.READ_ONLY));
    gauges.add(
        "piecemeal.collection.held",
        "1 if no bytes are removed; see piecemeal gc status",
        Tags.empty(),
        gauges::held);
    gauges.add(
        "piecemeal.build.info",
        "1; the labels say what runs",
        Tags.of("version", Build.version(), "java", Runtime.version().toString()),
        () -> 1);
  }

  private void files(String inState, ToDoubleFunction<Totals> count) {
    add(
        "piecemeal.files",
        "Files in reach, by state; damaged and scanned ones count in theirs as well",
        Tags.of("state", inState),
        () -> counted(count));
  }

  private void up(String dependency, Predicate<Health> holds) {
    add(
        "piecemeal.up",
        "1 if it did what was asked of it, else 0",
        Tags.of("dependency", dependency),
        () -> flag(holds));
  }

  private void add(String name, String description, Tags tags, DoubleSupplier value) {
    Gauge.builder(name, value, DoubleSupplier::getAsDouble)
        .description(description)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  private double counted(ToDoubleFunction<Totals> count) {
    return state.get().totals().map(count::applyAsDouble).orElse(Double.NaN);
  }

  private double flag(Predicate<Health> holds) {
    return state.get().health().map(health -> holds.test(health) ? 1.0 : 0.0).orElse(Double.NaN);
  }

  private double held() {
    return state
        .get()
        .health()
        .filter(health -> health.collection() != Collection.UNKNOWN)
        .map(health -> health.collection() == Collection.HELD ? 1.0 : 0.0)
        .orElse(Double.NaN);
  }
}
