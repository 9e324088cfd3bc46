package io.piecemeal.e2e.badinput;

import io.piecemeal.e2e.badinput.Row.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads tables of requests; badinputs/README.md describes them. */
final class Table {

  private Table() {}

  static List<Row> read(String file) {
    List<Row> rows = new ArrayList<>();
    String template = "${case}";
    for (String line : text(file).lines().toList()) {
      if (line.startsWith("send ")) {
        template = line.substring("send ".length());
      } else if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(row(file, line, template));
      }
    }
    return rows;
  }

  private static Row row(String file, String line, String template) {
    String[] columns = line.split(" *\\| ", 3);
    String[] expected = columns[1].strip().split(" +", -1);
    return new Row(
        file,
        columns[0].strip(),
        Integer.parseInt(expected[0]),
        expected[1],
        Connection.valueOf(expected[2].toUpperCase(Locale.ROOT)),
        template.replace("${case}", columns[2]));
  }

  private static String text(String file) {
    try (InputStream in = Table.class.getResourceAsStream("/badinputs/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no table " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
