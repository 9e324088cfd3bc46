package io.piecemeal.e2e.faults;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Decides which call fails, and counts the calls of each site. */
final class Injector {

  private final Map<Site, Integer> calls = new HashMap<>();
  private Optional<Plan> plan = Optional.empty();
  private boolean watching;
  private int injected;

  /** How long a fault lasts. */
  enum Extent {
    ONE_CALL,
    ALL_CALLS_FROM_THEN_ON
  }

  /**
   * What is to fail.
   *
   * @param hit which call of the site is the first to fail, from 1
   */
  record Plan(Site site, int hit, Fault fault, Extent extent) {}

  /** Starts to count, and to fail what is planned. */
  synchronized void watch(Optional<Plan> what) {
    calls.clear();
    injected = 0;
    plan = what;
    watching = true;
  }

  /** Lets everything succeed again; gives how often each site was called. */
  synchronized Map<Site, Integer> stop() {
    watching = false;
    return Map.copyOf(calls);
  }

  /** How many calls were made to fail since the watch began. */
  synchronized int injected() {
    return injected;
  }

  /** The fault of the call that is about to be made, if it is to fail. */
  synchronized Optional<Fault> at(String call) {
    if (!watching) {
      return Optional.empty();
    }
    Site site = Site.of(call);
    int hit = calls.merge(site, 1, Integer::sum);
    Optional<Fault> fault = plan.filter(p -> isDue(p, site, hit)).map(Plan::fault);
    fault.ifPresent(_ -> injected++);
    return fault;
  }

  private boolean isDue(Plan planned, Site site, int hit) {
    return switch (planned.extent()) {
      case ONE_CALL -> site.equals(planned.site()) && hit == planned.hit();
      case ALL_CALLS_FROM_THEN_ON ->
          injected > 0 || (site.equals(planned.site()) && hit == planned.hit());
    };
  }
}
