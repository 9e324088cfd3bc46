package io.piecemeal.http.server.netty;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a caller accepts where some types are excluded, by a weight of 0 (RFC 9110 section 12.4.2).
 * The framework takes such a range like any other.
 */
final class AcceptedTypes {

  /** Of answers that are made in one type, or in several. */
  private static final List<String> OURS =
      List.of(
          "application/json",
          "application/yaml",
          "text/html",
          "text/plain",
          "text/css",
          "text/javascript",
          "text/event-stream");

  /** No answer has it: the top-level type is for examples only (RFC 4735). */
  private static final String NONE = "example/none";

  private static final Pattern EXCLUDED =
      Pattern.compile(";\\s*q\\s*=\\s*0(?:\\.0*)?\\s*(?:;|$)", Pattern.CASE_INSENSITIVE);

  private final List<Range> ranges;

  private AcceptedTypes(List<Range> ranges) {
    this.ranges = ranges;
  }

  /** Of the field's lines. */
  static AcceptedTypes of(List<String> fields) {
    return new AcceptedTypes(
        fields.stream()
            .flatMap(field -> Stream.of(field.split(",")))
            .map(Range::of)
            .filter(range -> !range.type.isEmpty())
            .toList());
  }

  /** Types and ranges in lower case, without parameters. */
  Stream<String> types() {
    return ranges.stream().map(Range::type);
  }

  /** Whether a range has no weight. */
  boolean exclude() {
    return ranges.stream().anyMatch(Range::excluded);
  }

  /** The same as a list of types, of which each is accepted. */
  String withoutExcluded() {
    List<String> accepted = OURS.stream().flatMap(type -> accepted(type).stream()).toList();
    return accepted.isEmpty() ? NONE : String.join(", ", accepted);
  }

  /** The type with its weight, by the range that is closest to it. */
  private Optional<String> accepted(String type) {
    String any = type.substring(0, type.indexOf('/')) + "/*";
    return Stream.of(type, problem(type), any, "*/*")
        .flatMap(name -> range(name).stream())
        .findFirst()
        .filter(range -> !range.excluded)
        .map(range -> type + range.parameters);
  }

  /** Who accepts problems accepts JSON; who does not may accept JSON nevertheless. */
  private String problem(String type) {
    String problem = "application/problem+json";
    boolean meant =
        type.equals("application/json") && !range(problem).map(Range::excluded).orElse(true);
    return meant ? problem : type;
  }

  /** Named twice, a type is accepted if it is once. */
  private Optional<Range> range(String name) {
    return ranges.stream()
        .filter(range -> range.type.equals(name))
        .sorted((a, b) -> Boolean.compare(a.excluded, b.excluded))
        .findFirst();
  }

  /**
   * One element of the field.
   *
   * @param type without parameters
   * @param parameters with the semicolon before them; empty if there are none
   */
  private record Range(String type, String parameters, boolean excluded) {

    static Range of(String text) {
      int end = text.indexOf(';') < 0 ? text.length() : text.indexOf(';');
      String parameters = text.substring(end).strip();
      return new Range(
          text.substring(0, end).strip().toLowerCase(Locale.ROOT),
          parameters,
          EXCLUDED.matcher(parameters).find());
    }
  }
}
