package io.piecemeal.e2e.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The schemas of the document (JSON Schema 2020-12, as OpenAPI 3.1 has them), where they stand. */
final class Schemas {

  private static final String IRI = "https://piecemeal.invalid/openapi";
  private static final Pattern ALTERNATIVE = Pattern.compile("/oneOf/([0-9]+)/");

  private final SchemaRegistry registry;
  private final Map<JsonPointer, Schema> compiled = new ConcurrentHashMap<>();

  Schemas(JsonNode document) {
    Map<String, String> documents = Map.of(IRI, document.toString());
    this.registry =
        SchemaRegistry.withDefaultDialect(dialect(), builder -> builder.schemas(documents));
  }

  /** What surrounds the schemas is no schema, and so full of keywords that mean nothing here. */
  private static Dialect dialect() {
    return Dialect.builder(Dialects.getDraft202012())
        .unknownKeywordFactory((name, context) -> new NonValidationKeyword(name))
        .build();
  }

  /** What is wrong with a value, by the schema at a place; nothing if it is valid. */
  List<String> faults(DocumentPart schema, JsonNode value) {
    List<Error> errors = compiled.computeIfAbsent(schema.pointer(), this::compile).validate(value);
    List<Error> telling = errors.stream().filter(error -> !isOfOtherCode(error, errors)).toList();
    return (telling.isEmpty() ? errors : telling).stream().map(Schemas::describe).toList();
  }

  private Schema compile(JsonPointer pointer) {
    return registry.getSchema(SchemaLocation.of(IRI + "#" + pointer));
  }

  /** Where a problem may be one of several, only the schema of its own code says what is wrong. */
  private static boolean isOfOtherCode(Error error, List<Error> all) {
    Matcher alternative = ALTERNATIVE.matcher(error.getEvaluationPath().toString() + "/");
    if (!alternative.find()) {
      return false;
    }
    String prefix = alternative.group();
    return all.stream()
        .anyMatch(
            other ->
                other.getKeyword().equals("const")
                    && other.getInstanceLocation().toString().equals("/code")
                    && (other.getEvaluationPath() + "/").contains(prefix));
  }

  private static String describe(Error error) {
    return "%s: %s (%s)"
        .formatted(error.getInstanceLocation(), error.getMessage(), error.getEvaluationPath());
  }
}
