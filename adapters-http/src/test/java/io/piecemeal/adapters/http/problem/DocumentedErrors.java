package io.piecemeal.adapters.http.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of errors in docs/api.md. */
final class DocumentedErrors {

  private static final Pattern ROW =
      Pattern.compile(
          "^\\| (?<status>[0-9, ]+) \\| (?<code>[^|]+) \\| (?<facts>[^|]+) \\|[^|]+\\|$",
          Pattern.MULTILINE);
  private static final Pattern WORD = Pattern.compile("`([A-Za-z0-9_-]+)`");
  private static final String BOLD = "**";

  /** Names and commas, without a word on when they are there. */
  private static final Pattern PLAIN = Pattern.compile("–|`[A-Za-z_-]+`(, `[A-Za-z_-]+`)*");

  private DocumentedErrors() {}

  /**
   * A row.
   *
   * @param facts the members and header fields that it names
   * @param promise whether each of the facts is always there
   */
  record Row(
      Set<String> statuses,
      Set<String> codes,
      boolean retryable,
      Set<String> facts,
      boolean promise) {}

  static List<Row> read() {
    try {
      return ROW.matcher(Files.readString(project().resolve("docs/api.md")))
          .results()
          .map(DocumentedErrors::row)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(MatchResult row) {
    Set<String> codes = words(row.group("code"));
    String facts = row.group("facts");
    return new Row(
        Set.of(row.group("status").split(", ", -1)),
        codes,
        row.group("code").startsWith(BOLD),
        words(facts),
        codes.size() == 1 && PLAIN.matcher(facts).matches());
  }

  private static Set<String> words(String cell) {
    return WORD.matcher(cell).results().map(word -> word.group(1)).collect(Collectors.toSet());
  }

  /** This class lies in {@code <project>/adapters-http/target/test-classes}. */
  private static Path project() {
    try {
      Path classes =
          Path.of(
              DocumentedErrors.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return classes.resolve("../../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
