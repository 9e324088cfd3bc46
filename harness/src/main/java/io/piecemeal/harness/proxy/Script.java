package io.piecemeal.harness.proxy;

import java.util.ArrayList;
import java.util.List;

/** The faults of one run, and the requests that it saw. */
final class Script {

  private final List<Fault> faults;
  private final int[] counts;
  private final List<Request> seen = new ArrayList<>();

  private record Request(String method, String target) {}

  private Script(List<Fault> faults) {
    this.faults = faults;
    this.counts = new int[faults.size()];
  }

  /**
   * Reads one fault a line; blank lines are skipped.
   *
   * @throws IllegalArgumentException if a line is no fault
   */
  static Script parse(String text) {
    return new Script(text.lines().filter(line -> !line.isBlank()).map(Fault::parse).toList());
  }

  /** What is done to this request, by the first fault that is about it. */
  synchronized Action next(String method, String target) {
    seen.add(new Request(method, target));
    Action action = null;
    for (int i = 0; i < faults.size(); i++) {
      Fault fault = faults.get(i);
      if (fault.requests().matches(method, target)
          && fault.isAbout(++counts[i])
          && action == null) {
        action = fault.action();
      }
    }
    return action == null ? new Action.Forward() : action;
  }

  /** How many requests of a kind there were. */
  synchronized long count(RequestPattern requests) {
    return seen.stream().filter(one -> requests.matches(one.method(), one.target())).count();
  }
}
