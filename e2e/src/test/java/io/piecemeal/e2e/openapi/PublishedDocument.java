package io.piecemeal.e2e.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The OpenAPI document: finds the operation that a request is for. */
final class PublishedDocument {

  private static final String SERVED = "/openapi/openapi.yaml";
  private static final String STRICT = "/openapi/strict.yaml";
  private static final Pattern TEMPLATE = Pattern.compile("\\{([a-z_]+)}");

  private final DocumentPart root;
  private final Schemas schemas;

  private PublishedDocument(JsonNode document) {
    this.root = DocumentPart.root(document);
    this.schemas = new Schemas(document);
  }

  /** As it is served. */
  static PublishedDocument served() {
    return at(SERVED);
  }

  /** One of those that are served, by its resource. */
  static PublishedDocument at(String resource) {
    return new PublishedDocument(read(resource));
  }

  /** With closed answers, and for each code of a problem what it must have. */
  static PublishedDocument strict() {
    return new PublishedDocument(MergePatch.apply(read(SERVED), read(STRICT)));
  }

  private static JsonNode read(String resource) {
    try (InputStream yaml =
        Objects.requireNonNull(PublishedDocument.class.getResourceAsStream(resource), resource)) {
      return new YAMLMapper().readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DocumentPart root() {
    return root;
  }

  Schemas schemas() {
    return schemas;
  }

  /** The schemas of all problems that have a code. */
  List<DocumentPart> problems(String code) {
    return root.child("components")
        .orElseThrow()
        .entries("schemas")
        .map(DocumentPart.Named::part)
        .filter(schema -> schema.node().at("/properties/code/const").asText().equals(code))
        .toList();
  }

  /** What the document says of a header that all answers have. */
  DocumentPart header(String name) {
    return root.child("components")
        .flatMap(components -> components.child("headers"))
        .flatMap(headers -> headers.child(name))
        .orElseThrow();
  }

  Set<String> operationIds() {
    return root.entries("paths")
        .flatMap(path -> path.part().entries())
        .filter(operation -> operation.part().node().has("operationId"))
        .map(operation -> operation.part().text("operationId"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The operation of a request; empty if there is none. HEAD stands for GET where it is not named.
   */
  Optional<Operation> operation(String method, String target) {
    String path = target.split("\\?", 2)[0];
    return root.entries("paths")
        .flatMap(entry -> match(entry, path, method.toLowerCase(Locale.ROOT)).stream())
        .findFirst();
  }

  private static Optional<Operation> match(
      DocumentPart.Named template, String path, String method) {
    Matcher names = TEMPLATE.matcher(template.name());
    Matcher values = regex(template.name()).matcher(path);
    if (!values.matches()) {
      return Optional.empty();
    }
    Map<String, String> pathValues = new HashMap<>();
    for (int group = 1; names.find(); group++) {
      pathValues.put(names.group(1), values.group(group));
    }
    DocumentPart item = template.part();
    return item.child(method)
        .or(() -> method.equals("head") ? item.child("get") : Optional.empty())
        .map(operation -> new Operation(item, operation, pathValues));
  }

  /** A segment with parameters of its own (RFC 3986 section 3.3) is no value: no path has such. */
  private static Pattern regex(String template) {
    return Pattern.compile(
        "\\Q" + TEMPLATE.matcher(template).replaceAll("\\\\E([^/;]+)\\\\Q") + "\\E");
  }
}
