package io.piecemeal.interop;

import io.piecemeal.interop.AgentClient.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client in Java has to get done with one file, step by step; {@code agents.mjs} has the
 * same for those in JavaScript.
 */
final class AgentSteps {

  private static final Pattern FILE_ID = Pattern.compile("\"file_id\":\"([a-z0-9]+)\"");

  private final AgentClient client;
  private final List<String> passed = new ArrayList<>();

  private AgentSteps(AgentClient client) {
    this.client = client;
  }

  /** The names of the steps that the client came through; it stops at the first that fails. */
  static List<String> passed(AgentClient client) {
    AgentSteps steps = new AgentSteps(client);
    steps.run();
    return steps.passed;
  }

  private void run() {
    if (!note("list", client.list().containsAll(List.of("upload_create", "file_read")))) {
      return;
    }
    Matcher id = FILE_ID.matcher(succeed("upload_create", Map.of("filename", "greeting.txt")));
    if (!note("create", id.find())) {
      return;
    }
    String file = id.group(1);
    note(
        "append",
        succeed("upload_append", append(file, 0, "Hello, world")).contains("\"next_offset\":12"));
    Shown error = client.call("upload_append", append(file, 99, "x"));
    note(
        "error",
        error.failed()
            && error.text().startsWith("offset_mismatch: ")
            && error.text().contains("upload_append {\"file_id\":\"" + file + "\",\"offset\":12"));
    note("read", succeed("file_read", Map.of("file_id", file)).contains("Hello, world"));
    note("delete", succeed("upload_cancel", Map.of("file_id", file)).contains("\"gone\""));
  }

  private static Map<String, Object> append(String file, int offset, String text) {
    return Map.of("file_id", file, "offset", offset, "encoding", "utf8", "data", text);
  }

  private String succeed(String tool, Map<String, Object> arguments) {
    Shown answer = client.call(tool, arguments);
    if (answer.failed()) {
      System.out.println("FAILED " + tool + ": " + answer.text());
      return "";
    }
    return answer.text();
  }

  private boolean note(String step, boolean holds) {
    if (holds) {
      passed.add(step);
    }
    return holds;
  }
}
