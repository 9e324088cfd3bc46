package io.piecemeal.e2e.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The published OpenAPI document, with the stricter rules of tests over it, as a rule that
 * exchanges keep or break. A request that the document does not allow must be refused; an answer
 * must be one that it has, in status, headers and body.
 */
public final class OpenApiContract {

  private static final class Holder {
    static final OpenApiContract PUBLISHED =
        new OpenApiContract(PublishedDocument.served(), PublishedDocument.strict());
  }

  private final PublishedDocument document;
  private final RequestRules requests;
  private final AnswerRules answers;
  private final PublishedDocument served;
  private final AnswerRules servedAnswers;

  private OpenApiContract(PublishedDocument served, PublishedDocument strict) {
    this.document = strict;
    this.requests = new RequestRules(strict.schemas());
    this.answers = new AnswerRules(strict);
    this.served = served;
    this.servedAnswers = new AnswerRules(served);
  }

  /** The document that the service gives out as {@code /openapi.yaml}. */
  public static OpenApiContract published() {
    return Holder.PUBLISHED;
  }

  /** A document that the service gives out for a dialect, without stricter rules over it. */
  public static OpenApiContract ofDialect(String resource) {
    PublishedDocument served = PublishedDocument.at(resource);
    return new OpenApiContract(served, served);
  }

  /**
   * Checks both sides of an exchange.
   *
   * @throws AssertionError naming everything that is wrong
   */
  public void check(Exchange exchange) {
    report(exchange, faults(exchange));
  }

  /**
   * Checks the answer only, for requests that are no valid HTTP.
   *
   * @throws AssertionError naming everything that is wrong
   */
  public void checkAnswer(Exchange exchange) {
    report(exchange, answerFaults(exchange));
  }

  private static void report(Exchange exchange, List<String> faults) {
    if (!faults.isEmpty()) {
      throw new AssertionError(
          "%s breaks the OpenAPI document:%n  %s"
              .formatted(exchange, String.join(System.lineSeparator() + "  ", faults)));
    }
  }

  List<String> faults(Exchange exchange) {
    List<String> faults = new ArrayList<>(answerFaults(exchange));
    if (exchange.response().status() < 400) {
      operation(exchange).map(operation -> requests.faults(operation, exchange.request())).stream()
          .flatMap(List::stream)
          .forEach(fault -> faults.add("an invalid request succeeds: " + fault));
    }
    return faults;
  }

  private List<String> answerFaults(Exchange exchange) {
    Optional<Operation> operation = operation(exchange);
    if (operation.isEmpty() && isPermission(exchange)) {
      return List.of();
    }
    if (operation.isEmpty()) {
      return answers.faultsWithoutOperation(exchange);
    }
    List<String> faults = answers.faults(operation.get(), exchange);
    return faults.isEmpty() ? servedFaults(exchange) : faults;
  }

  /** The answer to a browser's question whether a page may call, which is no operation. */
  private static boolean isPermission(Exchange exchange) {
    return exchange.request().method().equals("OPTIONS") && exchange.response().status() == 204;
  }

  /** What is right by the strict rules is right by those that callers get. */
  private List<String> servedFaults(Exchange exchange) {
    return operation(served, exchange)
        .map(operation -> servedAnswers.faults(operation, exchange))
        .orElseThrow();
  }

  /** The ids of all operations that the document has. */
  public Set<String> operationIds() {
    return document.operationIds();
  }

  /** The id of the operation that an exchange is about; empty if the document has none. */
  public Optional<String> operationId(Exchange exchange) {
    return operation(exchange).map(Operation::id);
  }

  private Optional<Operation> operation(Exchange exchange) {
    return operation(document, exchange);
  }

  private static Optional<Operation> operation(PublishedDocument document, Exchange exchange) {
    return document.operation(exchange.request().method(), exchange.request().target());
  }
}
