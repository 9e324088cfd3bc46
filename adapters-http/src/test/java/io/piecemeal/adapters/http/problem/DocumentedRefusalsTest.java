package io.piecemeal.adapters.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.adapters.http.problem.DocumentedErrors.Row;
import io.piecemeal.http.server.problem.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Refusals are what the table of errors in docs/api.md says. */
final class DocumentedRefusalsTest {

  private static final Set<String> USUAL =
      Set.of("type", "title", "status", "detail", "message", "code", "retryable", "next");

  private final List<Row> table = DocumentedErrors.read();

  @Test
  void theTableIsFound() {
    assertThat(table).hasSizeGreaterThan(40).anyMatch(Row::retryable).anyMatch(Row::promise);
  }

  @Test
  void itHasTheStatusAndCodeOfEveryRefusal() {
    assertThat(refusals(problem -> rows(problem).isEmpty())).isEmpty();
  }

  @Test
  void itHasInBoldWhatMaySucceedLaterAndNothingElse() {
    assertThat(
            refusals(
                problem ->
                    rows(problem).stream()
                        .anyMatch(row -> row.retryable() != isRetryable(problem))))
        .isEmpty();
  }

  @Test
  void itNamesEveryFactOfEveryRefusal() {
    assertThat(
            refusals(
                problem -> {
                  Set<String> named =
                      rows(problem).stream()
                          .flatMap(row -> row.facts().stream())
                          .collect(Collectors.toSet());
                  return !named.containsAll(members(problem));
                }))
        .isEmpty();
  }

  @Test
  void aRefusalHasAllTheFactsThatItPromises() {
    assertThat(
            refusals(
                problem -> {
                  List<Row> promises = rows(problem).stream().filter(Row::promise).toList();
                  return !promises.isEmpty()
                      && promises.stream()
                          .noneMatch(row -> facts(problem).containsAll(row.facts()));
                }))
        .isEmpty();
  }

  /** Names the examples whose problems meet the condition. */
  private static List<String> refusals(Predicate<Problem> condition) {
    return RefusalExamples.all().entrySet().stream()
        .filter(example -> condition.test(RefusalProblems.of(example.getValue())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<Row> rows(Problem problem) {
    String status = String.valueOf(problem.members().get("status"));
    String code = String.valueOf(problem.members().get("code"));
    return table.stream()
        .filter(row -> row.statuses().contains(status) && row.codes().contains(code))
        .toList();
  }

  private static boolean isRetryable(Problem problem) {
    return Boolean.TRUE.equals(problem.members().get("retryable"));
  }

  private static Set<String> members(Problem problem) {
    Set<String> members = new HashSet<>(problem.members().keySet());
    members.removeAll(USUAL);
    return members;
  }

  private static Set<String> facts(Problem problem) {
    Set<String> facts = members(problem);
    facts.addAll(problem.headers().keySet());
    return facts;
  }
}
