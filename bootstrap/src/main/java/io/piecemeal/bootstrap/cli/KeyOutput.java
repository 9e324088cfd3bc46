package io.piecemeal.bootstrap.cli;

import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How keys are printed: in lines for people, or as JSON for programs. */
public final class KeyOutput {

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  void printIssued(CommandSpec spec, Map<String, Object> key) {
    print(spec, json ? text(key) : Objects.requireNonNull(key.get("key")));
  }

  void printAll(CommandSpec spec, List<Map<String, Object>> keys) {
    if (json) {
      print(spec, text(keys));
    } else {
      keys.forEach(key -> print(spec, line(key)));
      if (keys.isEmpty()) {
        PrintWriter notes = spec.commandLine().getErr();
        notes.println(
            "There are no keys in the database: 'keys create' makes one. Those of PIECEMEAL_API_KEYS are not listed.");
        notes.flush();
      }
    }
  }

  private static void print(CommandSpec spec, Object line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private static String line(Map<String, Object> key) {
    Object label = key.getOrDefault("label", "");
    return "%s  %-20s  %-17s  created %s  used %s  %s%s"
        .formatted(
            key.get("id"),
            key.get("owner"),
            key.get("scope"),
            key.get("created_at"),
            key.getOrDefault("last_used_at", "never"),
            label.equals("") ? "" : "\"" + label + "\"  ",
            standing(key));
  }

  private static String standing(Map<String, Object> key) {
    if (key.containsKey("revoked_at")) {
      return "revoked " + key.get("revoked_at");
    }
    Object expiry = key.get("expires_at");
    if (expiry == null) {
      return "active";
    }
    boolean over = Instant.parse(expiry.toString()).isBefore(Instant.now());
    return (over ? "expired " : "until ") + expiry;
  }

  private static String text(Object value) {
    try {
      return JsonMapper.createDefault().writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
