package io.piecemeal.bootstrap.cli;

import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.in.WatchHighWater.Marks;
import io.piecemeal.bootstrap.settings.StoreOptions;
import io.piecemeal.bootstrap.wiring.OneShotContext;
import io.piecemeal.domain.storage.HighWaterMark;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/**
 * Where the marks of database and files are: where these options say, or behind a service that
 * runs.
 */
public final class MarksTarget {

  @Mixin private final StoreOptions store = new StoreOptions();

  /** What can be done with the marks, beside the service and through its admin API. */
  record Step(String method, String path, Function<WatchHighWater, Marks> work) {

    static final Step COMPARE = new Step("GET", "/gc", WatchHighWater::compare);
    static final Step HOLD = new Step("POST", "/gc/hold", WatchHighWater::hold);
    static final Step RELEASE = new Step("POST", "/gc/release", WatchHighWater::release);
  }

  /**
   * Does it, and gives the marks as they are then.
   *
   * @param url of a service that runs; blank for the database and the files
   */
  Marks after(String url, Step step) {
    return AdminApi.at(url)
        .map(
            api ->
                marks(api.call(step.method, step.path, Optional.empty()).orElseThrow(api::absent)))
        .orElseGet(
            () ->
                OneShotContext.on(
                    store, context -> step.work.apply(context.getBean(WatchHighWater.class))));
  }

  private static Marks marks(Map<String, Object> answer) {
    return new Marks(
        mark(answer.get("ledger_mark")).orElse(HighWaterMark.ZERO), mark(answer.get("store_mark")));
  }

  private static Optional<HighWaterMark> mark(@Nullable Object value) {
    return value instanceof Number number
        ? Optional.of(new HighWaterMark(number.longValue()))
        : Optional.empty();
  }
}
