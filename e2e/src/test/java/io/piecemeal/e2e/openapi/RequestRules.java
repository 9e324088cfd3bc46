package io.piecemeal.e2e.openapi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the document asks of requests. */
final class RequestRules {

  private final Schemas schemas;

  RequestRules(Schemas schemas) {
    this.schemas = schemas;
  }

  /** Why a request is invalid; nothing if it is valid. */
  List<String> faults(Operation operation, Exchange.Request request) {
    List<String> faults = new ArrayList<>();
    if (operation.needsKey() && !hasKey(request)) {
      faults.add("request has no API key");
    }
    for (DocumentPart parameter : operation.parameters()) {
      faults.addAll(parameterFaults(operation, parameter, request));
    }
    Optional<DocumentPart> body = operation.operation().child("requestBody");
    if (body.isPresent() && request.body().isPresent()) {
      faults.addAll(bodyFaults(body.get(), request.fields(), request.body().get()));
    }
    return faults;
  }

  private static boolean hasKey(Exchange.Request request) {
    return request
        .fields()
        .value("Authorization")
        .orElse("")
        .regionMatches(true, 0, "Bearer ", 0, 7);
  }

  private List<String> parameterFaults(
      Operation operation, DocumentPart parameter, Exchange.Request request) {
    String name = parameter.text("name");
    Optional<String> value =
        switch (parameter.text("in")) {
          case "path" -> Optional.ofNullable(operation.pathValues().get(name));
          case "query" -> query(request.target(), name);
          case "header" -> request.fields().value(name);
          default -> throw new IllegalStateException(name + " is in " + parameter.text("in"));
        };
    if (value.isEmpty()) {
      return parameter.is("required") ? List.of("request has no " + name) : List.of();
    }
    DocumentPart schema = parameter.child("schema").orElseThrow();
    return named(
        "request parameter " + name, schemas.faults(schema, Values.simple(value.get(), schema)));
  }

  private static Optional<String> query(String target, String name) {
    int start = target.indexOf('?');
    String values =
        Stream.of(start < 0 ? new String[0] : target.substring(start + 1).split("&", -1))
            .filter(pair -> pair.startsWith(name + "="))
            .map(pair -> decode(pair.substring(name.length() + 1)))
            .collect(Collectors.joining(","));
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private List<String> bodyFaults(
      DocumentPart documented, Exchange.Fields fields, Exchange.Bytes body) {
    if (body.isEmpty()) {
      return documented.is("required") ? List.of("request has no body") : List.of();
    }
    Optional<String> contentType = fields.value("Content-Type");
    Optional<DocumentPart> media =
        MediaTypes.entry(documented.child("content").orElseThrow(), contentType);
    if (media.isEmpty()) {
      return List.of("request body of type " + contentType.orElse("(none)"));
    }
    Optional<DocumentPart> schema = media.get().child("schema");
    if (schema.isEmpty() || !MediaTypes.isJson(contentType)) {
      return List.of();
    }
    try {
      return named("request body", schemas.faults(schema.get(), Values.json(body)));
    } catch (Values.NotJsonException e) {
      return List.of("request body is not JSON: " + e.getMessage());
    }
  }

  private static List<String> named(String what, List<String> faults) {
    return faults.stream().map(fault -> what + " " + fault).toList();
  }
}
