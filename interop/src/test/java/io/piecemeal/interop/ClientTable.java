package io.piecemeal.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The table in {@code docs/mcp.md} of what each client gets done. */
final class ClientTable {

  static final List<String> STEPS = List.of("list", "create", "append", "error", "read", "delete");

  private static final String BEGIN = "<!-- clients: made by AgentsGate -->\n";
  private static final String END = "<!-- end of clients -->\n";

  private ClientTable() {}

  /**
   * A line of the table.
   *
   * @param passed the steps that it came through
   */
  record Row(String client, String version, List<String> passed) {

    private String text() {
      String cells =
          STEPS.stream()
              .map(step -> passed.contains(step) ? "yes" : "**no**")
              .collect(Collectors.joining(" | "));
      return "| `%s` | %s | %s |\n".formatted(client, version.isEmpty() ? "–" : version, cells);
    }
  }

  /** What the document has to say for these runs. */
  static String of(List<Row> rows) {
    return "\n| client | version | %s |\n|---|---|%s\n"
            .formatted(String.join(" | ", STEPS), "---|".repeat(STEPS.size()))
        + rows.stream().map(Row::text).collect(Collectors.joining())
        + "\n";
  }

  /** What it says. */
  static String in(Path document) throws IOException {
    String text = Files.readString(document);
    return text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
  }

  static void write(Path document, String table) throws IOException {
    String text = Files.readString(document);
    Files.writeString(document, text.replace(BEGIN + in(document) + END, BEGIN + table + END));
  }
}
