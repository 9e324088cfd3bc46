package io.piecemeal.e2e.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;

/** A part of the document, and where it stands; references are followed on the way down. */
record DocumentPart(JsonNode document, JsonPointer pointer) {

  static DocumentPart root(JsonNode document) {
    return new DocumentPart(document, JsonPointer.empty());
  }

  JsonNode node() {
    return document.at(pointer);
  }

  String text(String name) {
    return node().path(name).asText();
  }

  boolean is(String name) {
    return node().path(name).asBoolean();
  }

  Optional<DocumentPart> child(String name) {
    return node().has(name) ? Optional.of(at(pointer.appendProperty(name))) : Optional.empty();
  }

  /** The entries of an object with their names. */
  Stream<Named> entries() {
    return node().properties().stream()
        .map(entry -> new Named(entry.getKey(), at(pointer.appendProperty(entry.getKey()))));
  }

  /** The entries of an object that is a child; none if it is not there. */
  Stream<Named> entries(String name) {
    return child(name).stream().flatMap(DocumentPart::entries);
  }

  /** The items of a list that is a child; none if it is not there. */
  Stream<DocumentPart> items(String name) {
    return child(name).stream()
        .flatMap(
            list ->
                Stream.iterate(0, i -> i < list.node().size(), i -> i + 1)
                    .map(i -> at(list.pointer.appendIndex(i))));
  }

  private DocumentPart at(JsonPointer place) {
    JsonNode reference = document.at(place).path("$ref");
    return reference.isTextual() && document.at(place).size() == 1
        ? at(JsonPointer.compile(reference.asText().substring(1)))
        : new DocumentPart(document, place);
  }

  /** A part and the name under which its parent has it. */
  record Named(String name, DocumentPart part) {}
}
