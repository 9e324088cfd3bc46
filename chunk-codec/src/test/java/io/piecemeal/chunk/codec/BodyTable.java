package io.piecemeal.chunk.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of {@code bodies.txt}, whose head says how to read them. */
final class BodyTable {

  /** A body, one character a byte, what must come of it, and its line of the table. */
  record Row(String text, String outcome, String line) {

    byte[] body() {
      return text.getBytes(ISO_8859_1);
    }

    @Override
    public String toString() {
      return line;
    }
  }

  private static final Pattern BYTES = Pattern.compile("\\{\\{([0-9A-F]{2}(?: [0-9A-F]{2})*)}}");
  private static final Pattern REPEAT = Pattern.compile("\\{\\{(\\d+)\\*(.+?)}}");

  private BodyTable() {}

  static List<Row> rows() throws IOException {
    try (InputStream table = BodyTable.class.getResourceAsStream("bodies.txt")) {
      String text = new String(Objects.requireNonNull(table).readAllBytes(), UTF_8);
      return text.lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(BodyTable::row)
          .toList();
    }
  }

  private static Row row(String line) {
    int arrow = line.lastIndexOf(" => ");
    return new Row(expand(line.substring(0, arrow)), expand(line.substring(arrow + 4)), line);
  }

  /** One character of the result is one byte. */
  private static String expand(String text) {
    String bytes =
        BYTES
            .matcher(text)
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        new String(
                            HexFormat.ofDelimiter(" ").parseHex(match.group(1)), ISO_8859_1)));
    return REPEAT
        .matcher(bytes)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(match.group(2).repeat(Integer.parseInt(match.group(1)))));
  }
}
