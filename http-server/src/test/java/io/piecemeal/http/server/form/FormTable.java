package io.piecemeal.http.server.form;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of {@code forms.txt}, whose head says how to read them. */
final class FormTable {

  /** A form, what must come of it, one character a byte, and its line of the table. */
  record Row(String name, Boundary boundary, String outcome, String text) {

    byte[] body() {
      return text.getBytes(ISO_8859_1);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9A-F]{2})|(.))");
  private static final Pattern REPEAT = Pattern.compile("\\$\\{(\\d+) x (.+?)}");

  private FormTable() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    Boundary boundary = new Boundary("x");
    for (String line : lines()) {
      if (line.startsWith("boundary ")) {
        boundary = new Boundary(line.substring("boundary ".length()));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        String[] cells = line.split(" \\|", 3);
        rows.add(
            new Row(
                cells[0].strip(),
                boundary,
                expand(cells[1].substring(1)),
                expand(cells[2].stripLeading())));
      }
    }
    return rows;
  }

  private static List<String> lines() {
    try (InputStream table = FormTable.class.getResourceAsStream("forms.txt")) {
      return new String(Objects.requireNonNull(table).readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String expand(String text) {
    String filled =
        text.replace("${head}", "${name}; filename=\"a\"\\r\\n\\r\\n")
            .replace("${name}", "Content-Disposition: form-data; name=\"file\"")
            .replace("${end}", "\\r\\n--x--");
    String repeated =
        REPEAT
            .matcher(filled)
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        match.group(2).repeat(Integer.parseInt(match.group(1)))));
    return ESCAPE.matcher(repeated).replaceAll(match -> Matcher.quoteReplacement(escaped(match)));
  }

  private static String escaped(MatchResult match) {
    if (match.group(1) != null) {
      return String.valueOf((char) Integer.parseInt(match.group(1), 16));
    }
    return switch (match.group(2)) {
      case "r" -> "\r";
      case "n" -> "\n";
      case "t" -> "\t";
      default -> match.group(2);
    };
  }
}
