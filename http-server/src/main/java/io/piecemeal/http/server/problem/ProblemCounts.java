package io.piecemeal.http.server.problem;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts the problems that callers were told, by their codes. */
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemCounts {

  private final Map<String, Counter> counters;

  ProblemCounts(MeterRegistry registry) {
    this.counters =
        Stream.of(ProblemKind.values())
            .map(ProblemKind::code)
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(),
                    code ->
                        Counter.builder("piecemeal.problems")
                            .description("Requests that were answered with a problem, by its code")
                            .tag("code", code)
                            .register(registry)));
  }

  /** An answer that does not pass the framework's filters. */
  void count(Problem problem) {
    count(problem.kind().code());
  }

  @ResponseFilter
  void count(HttpResponse<?> response) {
    ProblemResponses.problem(response).ifPresent(this::count);
  }

  private void count(String code) {
    Counter counter = counters.get(code);
    if (counter != null) {
      counter.increment();
    }
  }
}
