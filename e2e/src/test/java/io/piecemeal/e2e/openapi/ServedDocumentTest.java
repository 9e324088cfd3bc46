package io.piecemeal.e2e.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.piecemeal.e2e.openapi.DocumentPart.Named;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document as it is served is one that generators of clients understand. */
class ServedDocumentTest {

  /** Generators make wrong types of these, or none. */
  private static final Set<String> NOT_UNDERSTOOD =
      Set.of("if", "then", "else", "const", "oneOf", "unevaluatedProperties", "contentMediaType");

  private final DocumentPart served = PublishedDocument.served().root();
  private final DocumentPart strict = PublishedDocument.strict().root();

  @Test
  void itHasNoKeywordThatGeneratorsDoNotUnderstand() {
    assertThat(placesOf((node, report) -> node.fieldNames().forEachRemaining(report::add)))
        .doesNotContainAnyElementsOf(NOT_UNDERSTOOD);
  }

  @Test
  void numbersHaveAWidthAndEnumerationsAType() {
    assertThat(
            placesOf(
                (node, report) -> {
                  if (isInteger(node.path("type")) && !node.has("format")) {
                    report.add("integer without a format: " + node);
                  }
                  if (node.path("enum").isArray() && !node.has("type")) {
                    report.add("enumeration without a type: " + node);
                  }
                }))
        .isEmpty();
  }

  @Test
  void noSchemaIsNamedLikeATypeOfTheLanguagesThatClientsAreWrittenIn() {
    assertThat(schemas(served).map(Named::name))
        .doesNotContain("File", "Blob", "Object", "Error", "Response", "Request");
  }

  /** Where the document says nothing, the default client for Java refuses what it does not know. */
  @Test
  void answersAreOpenForFurtherMembersAndRequestsAreNot() {
    schemas(served)
        .filter(schema -> schema.part().text("type").equals("object"))
        .forEach(
            schema ->
                assertThat(schema.part().is("additionalProperties"))
                    .as(schema.name())
                    .isEqualTo(!schema.name().matches(".*Request|StoreForm")));
  }

  @Test
  void aProblemHasEveryFactThatAnyCodeHas() {
    Set<String> facts = names(schema(served, "Problem"));
    assertThat(problems()).isNotEmpty();
    problems()
        .forEach(
            problem -> assertThat(facts).as(problem.name()).containsAll(names(problem.part())));
  }

  @Test
  void theDescriptionOfAnErrorNamesItsCodes() {
    List<Named> errors = components(strict, "responses").toList();
    assertThat(errors).isNotEmpty();
    for (Named error : errors) {
      String description = error.part().text("description");
      assertThat(codes(error.part()))
          .as("codes of %s", error.name())
          .isNotEmpty()
          .allSatisfy(code -> assertThat(description).contains("`" + code + "`"));
    }
  }

  @Test
  void everyRuleOfTheTestsIsAboutWhatIsServed() {
    assertThat(components(strict, "responses").map(Named::name))
        .containsExactlyElementsOf(components(served, "responses").map(Named::name).toList());
    assertThat(strict.entries("paths").map(Named::name))
        .containsExactlyElementsOf(served.entries("paths").map(Named::name).toList());
  }

  private static Set<String> codes(DocumentPart response) {
    DocumentPart schema =
        response
            .child("content")
            .flatMap(content -> content.child("application/problem+json"))
            .flatMap(media -> media.child("schema"))
            .orElseThrow();
    return Stream.concat(schema.items("oneOf"), Stream.of(schema))
        .map(kind -> kind.node().at("/properties/code/const").asText())
        .filter(code -> !code.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<Named> problems() {
    return schemas(strict)
        .filter(schema -> schema.part().node().at("/properties/code").has("const"));
  }

  private static Set<String> names(DocumentPart schema) {
    return schema.entries("properties").map(Named::name).collect(Collectors.toSet());
  }

  private static DocumentPart schema(DocumentPart document, String name) {
    return schemas(document)
        .filter(schema -> schema.name().equals(name))
        .map(Named::part)
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Named> schemas(DocumentPart document) {
    return components(document, "schemas");
  }

  private static Stream<Named> components(DocumentPart document, String kind) {
    return document.child("components").orElseThrow().entries(kind);
  }

  private static boolean isInteger(JsonNode type) {
    return type.asText().equals("integer")
        || Stream.iterate(0, i -> i < type.size(), i -> i + 1)
            .anyMatch(i -> type.path(i).asText().equals("integer"));
  }

  private Set<String> placesOf(BiConsumer<JsonNode, Set<String>> look) {
    Set<String> report = new TreeSet<>();
    visit(served.node(), look, report);
    return report;
  }

  private static void visit(
      JsonNode node, BiConsumer<JsonNode, Set<String>> look, Set<String> report) {
    if (node.isObject()) {
      look.accept(node, report);
    }
    node.forEach(child -> visit(child, look, report));
  }
}
