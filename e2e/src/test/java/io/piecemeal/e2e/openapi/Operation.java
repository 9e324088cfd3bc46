package io.piecemeal.e2e.openapi;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An operation that the document has.
 *
 * @param pathValues what stands in the request's path for the parameters in the template
 */
record Operation(DocumentPart path, DocumentPart operation, Map<String, String> pathValues) {

  /** The parameters of the operation and those of its path. */
  List<DocumentPart> parameters() {
    return Stream.concat(path.items("parameters"), operation.items("parameters")).toList();
  }

  /** Whether a key is needed: that is the document's default, which an empty list takes back. */
  boolean needsKey() {
    return operation.child("security").map(list -> !list.node().isEmpty()).orElse(true);
  }

  String id() {
    return operation.text("operationId");
  }
}
