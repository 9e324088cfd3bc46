package io.piecemeal.adapters.mcp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import io.piecemeal.testkit.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files as resources. */
class McpResourcesTest {

  private final McpCalls calls = new McpCalls();

  @Test
  void filesAreListedAndReadAsTextOrBlob() {
    String text = uri(calls.facts("upload_text", "filename", "a.txt", "text", "hello"));
    String id = calls.create();
    String blob = uri(calls.facts("upload_append", "file_id", id, "offset", 0, "data", "//79"));
    assertThat(entries()).extracting(entry -> entry.get("uri")).containsOnly(text, blob);
    assertThat(read(text)).containsEntry("text", "hello");
    assertThat(read(blob)).containsEntry("blob", "//79");
  }

  private static String uri(Map<String, Object> facts) {
    return (String) McpCalls.require(facts, "uri");
  }

  private List<Map<String, Object>> entries() {
    return McpCalls.objects(calls.ask("resources/list", Map.of()), "resources");
  }

  private Map<String, Object> read(String uri) {
    return McpCalls.objects(calls.ask("resources/read", Map.of("uri", uri)), "contents").getFirst();
  }

  @Test
  void fileThatIsNotThereIsAnError() {
    String foreign = uri(calls.facts("upload_text", "filename", "a", "text", "hello"));
    for (String uri : List.of("piecemeal://files/none", "file:///etc/passwd", "piecemeal://x")) {
      assertRefused(calls, uri, "not");
    }
    assertRefused(calls.as(Samples.BOB), foreign, "not_found");
  }

  private static void assertRefused(McpCalls caller, String uri, String words) {
    assertThatThrownBy(() -> caller.ask("resources/read", Map.of("uri", uri)))
        .isInstanceOfSatisfying(
            RpcRejected.class,
            refused ->
                assertThat(refused.member())
                    .containsEntry("code", -32602)
                    .containsEntry("data", Map.of("uri", uri)))
        .hasMessageContaining(words);
  }

  @Test
  void largeFileIsLeftToTheTool() {
    String uri =
        uri(calls.facts("upload_text", "filename", "a", "text", "x".repeat((256 << 10) + 1)));
    assertRefused(calls, uri, "file_read");
  }

  @Test
  void cursorOfNobodyIsRefused() {
    assertThatThrownBy(() -> calls.ask("resources/list", Map.of("cursor", "!")))
        .isInstanceOf(RpcRejected.class)
        .hasMessageContaining("cursor");
  }
}
