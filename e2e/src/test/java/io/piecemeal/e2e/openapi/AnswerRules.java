package io.piecemeal.e2e.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the document promises of answers. */
final class AnswerRules {

  private static final String PROBLEM = "application/problem+json";

  private final PublishedDocument document;
  private final Schemas schemas;

  AnswerRules(PublishedDocument document) {
    this.document = document;
    this.schemas = document.schemas();
  }

  /** What an answer has that the document has not, or the other way round. */
  List<String> faults(Operation operation, Exchange exchange) {
    Exchange.Response answer = exchange.response();
    Optional<DocumentPart> documented =
        operation
            .operation()
            .child("responses")
            .flatMap(
                responses ->
                    responses
                        .child(Integer.toString(answer.status()))
                        .or(() -> responses.child(answer.status() / 100 + "XX")));
    if (documented.isEmpty()) {
      return List.of("status %d is not documented".formatted(answer.status()));
    }
    List<String> faults = new ArrayList<>();
    documented
        .get()
        .entries("headers")
        .forEach(header -> faults.addAll(headerFaults(header.name(), header.part(), answer)));
    if (!exchange.request().method().equals("HEAD")) {
      faults.addAll(bodyFaults(documented.get().child("content"), answer));
    } else if (!answer.body().isEmpty()) {
      faults.add("an answer to HEAD has a body");
    }
    return faults;
  }

  /** The same for a path or method that the document does not have: a problem, whichever. */
  List<String> faultsWithoutOperation(Exchange exchange) {
    Exchange.Response answer = exchange.response();
    if (answer.status() < 400) {
      return List.of("an operation that is not documented succeeds");
    }
    List<String> faults =
        new ArrayList<>(headerFaults("X-Request-Id", document.header("X-Request-Id"), answer));
    if (!exchange.request().method().equals("HEAD")) {
      faults.addAll(problemFaults(answer));
    }
    return faults;
  }

  private List<String> headerFaults(
      String name, DocumentPart documented, Exchange.Response answer) {
    Optional<String> value = answer.fields().value(name);
    if (value.isEmpty()) {
      return documented.is("required")
          ? List.of("header %s is missing".formatted(name))
          : List.of();
    }
    DocumentPart schema = documented.child("schema").orElseThrow();
    return schemas.faults(schema, Values.simple(value.get(), schema)).stream()
        .map(fault -> "header %s '%s' %s".formatted(name, value.get(), fault))
        .toList();
  }

  private List<String> bodyFaults(Optional<DocumentPart> content, Exchange.Response answer) {
    if (content.isEmpty()) {
      return answer.body().isEmpty() ? List.of() : List.of("a body is not documented");
    }
    Optional<String> contentType = answer.fields().value("Content-Type");
    Optional<DocumentPart> media = MediaTypes.entry(content.get(), contentType);
    if (media.isEmpty()) {
      return List.of("content type %s is not documented".formatted(contentType.orElse("(none)")));
    }
    Optional<DocumentPart> schema = media.get().child("schema");
    // What was stored as JSON need not be any, and is bytes like all content.
    if (schema.isEmpty()
        || !MediaTypes.isJson(contentType)
        || schema.get().text("format").equals("binary")) {
      return List.of();
    }
    return jsonFaults(schema.get(), answer);
  }

  private List<String> jsonFaults(DocumentPart schema, Exchange.Response answer) {
    try {
      JsonNode body = Values.json(answer.body());
      List<String> faults = new ArrayList<>();
      schemas.faults(schema, body).forEach(fault -> faults.add("body " + fault));
      if (answer.fields().value("Content-Type").orElse("").startsWith(PROBLEM)) {
        faults.addAll(contradictions(body, answer));
      }
      return faults;
    } catch (Values.NotJsonException e) {
      return List.of("body is not JSON: " + e.getMessage());
    }
  }

  private List<String> problemFaults(Exchange.Response answer) {
    if (!answer.fields().value("Content-Type").orElse("").equals(PROBLEM)) {
      return List.of("an error is not " + PROBLEM);
    }
    try {
      JsonNode body = Values.json(answer.body());
      List<DocumentPart> kinds = document.problems(body.path("code").asText());
      if (kinds.isEmpty()) {
        return List.of("code '%s' is not documented".formatted(body.path("code").asText()));
      }
      List<List<String>> faults = kinds.stream().map(kind -> schemas.faults(kind, body)).toList();
      List<String> all = new ArrayList<>(contradictions(body, answer));
      if (faults.stream().noneMatch(List::isEmpty)) {
        faults.getFirst().forEach(fault -> all.add("body " + fault));
      }
      return all;
    } catch (Values.NotJsonException e) {
      return List.of("body is not JSON: " + e.getMessage());
    }
  }

  /** What a problem says twice must be the same both times; no schema can say that. */
  private static List<String> contradictions(JsonNode problem, Exchange.Response answer) {
    List<String> faults = new ArrayList<>();
    if (problem.path("status").asInt() != answer.status()) {
      faults.add("problem has another status than the answer: " + problem.path("status"));
    }
    if (!problem
        .path("type")
        .asText()
        .equals("urn:piecemeal:problem:" + problem.path("code").asText())) {
      faults.add("problem has another type than code: " + problem.path("type"));
    }
    if (!problem
        .path("request_id")
        .asText()
        .equals(answer.fields().value("X-Request-Id").orElse(""))) {
      faults.add("problem has another request id than the header: " + problem.path("request_id"));
    }
    return faults;
  }
}
