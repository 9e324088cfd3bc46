package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several small files in one call, and Base64 that is typed line by line. */
class McpManyTest {

  private final Caller alice = Caller.alice();
  private final McpCaller agent = McpCaller.of(alice);

  @Test
  void filesAreStoredOnceHoweverOftenTheyAreSent() {
    String unique = "note of " + System.nanoTime();
    List<Map<String, Object>> files =
        List.of(
            Map.of("filename", "a.txt", "text", unique),
            Map.of("filename", "b.txt", "text", unique + "!", "sha256", digest(unique + "!")));

    Map<String, Object> first = agent.facts("upload_many", "files", files);
    Map<String, Object> again = agent.facts("upload_many", "files", files);

    assertThat(McpCaller.list(first, "files"))
        .extracting(file -> file.get("status"))
        .containsOnly("stored");
    assertThat(McpCaller.list(again, "files"))
        .extracting(file -> file.get("status"))
        .containsOnly("exists");
    String id = (String) Json.require(McpCaller.list(again, "files").getFirst(), "file_id");
    assertThat(alice.bytes(id)).asString().isEqualTo(unique);
    alice.find(id).has("status", "complete").has("filename", "a.txt");
    Map<String, Object> asked =
        McpCaller.bob()
            .facts(
                "upload_many",
                "files",
                List.of(Map.of("filename", "b.txt", "sha256", digest(unique))));
    assertThat(McpCaller.list(asked, "files").getFirst()).containsEntry("status", "missing");
  }

  private static String digest(String text) {
    return Bytes.sha256(Bytes.utf8(text));
  }

  @Test
  void onlyDamagedLinesAreTypedAgain() {
    byte[] bytes = Bytes.patterned(1000);
    List<Map<String, Object>> lines = new ArrayList<>();
    for (int start = 0; start < bytes.length; start += 57) {
      String data =
          Base64.getEncoder()
              .encodeToString(Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + 57)));
      int number = start / 57 + 1;
      lines.add(
          Map.of("n", number, "data", data, "check", digest(number + ":" + data).substring(0, 6)));
    }
    String id = agent.create();
    Map<String, Object> third = lines.get(2);
    lines.set(2, Map.of("n", 3, "data", third.get("data") + "x", "check", third.get("check")));

    Map<String, Object> answer =
        agent.facts("upload_append", "file_id", id, "offset", 0, "lines", lines);
    assertThat(answer.get("lines_needed")).asString().isEqualTo("[3]");
    agent.facts("upload_append", "file_id", id, "offset", 0, "lines", List.of(third));

    agent.facts("upload_complete", "file_id", id, "size", 1000, "sha256", Bytes.sha256(bytes));
    assertThat(alice.bytes(id)).isEqualTo(bytes);
  }
}
