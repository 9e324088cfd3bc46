package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ways of agreeing on a version. */
class McpRevisionsTest {

  private static final String NEWEST = "2026-07-28";
  private static final Map<String, Object> ENVELOPE =
      Map.of(
          "io.modelcontextprotocol/protocolVersion",
          NEWEST,
          "io.modelcontextprotocol/clientInfo",
          Map.of("name", "test", "version", "1"),
          "io.modelcontextprotocol/clientCapabilities",
          Map.of());

  private final McpCaller alice = McpCaller.alice();

  @ParameterizedTest
  @ValueSource(strings = {"2025-03-26", "2025-06-18", "2025-11-25"})
  void olderVersionIsAgreedOnAndThenSpoken(String version) {
    assertThat(initialize(version)).containsEntry("protocolVersion", version);
    assertThat(alice.with("MCP-Protocol-Version", version).ask("tools/list", Map.of()))
        .containsKey("tools")
        .doesNotContainKey("resultType");
    assertThat(alice.with("MCP-Protocol-Version", version).ask("ping", Map.of())).isEmpty();
  }

  private Map<String, Object> initialize(String version) {
    Map<String, Object> result =
        alice.ask(
            "initialize",
            Map.of(
                "protocolVersion",
                version,
                "capabilities",
                Map.of(),
                "clientInfo",
                Map.of("name", "test", "version", "1")));
    assertThat(result).containsKeys("instructions", "serverInfo", "capabilities");
    return result;
  }

  @Test
  void versionThatIsNotKnownIsAnsweredWithTheLatestOfThese() {
    assertThat(initialize("1999-01-01")).containsEntry("protocolVersion", "2025-11-25");
    alice.with("MCP-Protocol-Version", "1999-01-01").refused(400, request("tools/list", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1999-01-01", "2099-01-01"})
  void unknownVersionInTheHeaderOfInitializeIsNegotiated(String version) {
    Map<String, Object> params =
        Map.of(
            "protocolVersion",
            version,
            "capabilities",
            Map.of(),
            "clientInfo",
            Map.of("name", "test", "version", "1"));
    assertThat(alice.with("MCP-Protocol-Version", version).ask("initialize", params))
        .containsEntry("protocolVersion", "2025-11-25");
  }

  @Test
  void newestRevisionNeedsNoHandshake() {
    assertThat(newest("server/discover").ask("server/discover", Map.of("_meta", ENVELOPE)))
        .containsEntry("supportedVersions", List.of(NEWEST))
        .containsEntry("resultType", "complete")
        .containsKeys("capabilities", "instructions", "ttlMs", "cacheScope");
    Map<String, Object> result =
        newest("tools/call")
            .with("Mcp-Name", "upload_text")
            .ask(
                "tools/call",
                Map.of(
                    "_meta",
                    ENVELOPE,
                    "name",
                    "upload_text",
                    "arguments",
                    Map.of("filename", "a", "text", "hello")));
    assertThat(result).containsEntry("resultType", "complete").containsEntry("isError", false);
    assertThat(McpCaller.object(result, "_meta")).containsKey("io.modelcontextprotocol/serverInfo");
    String uri = (String) Json.require(McpCaller.object(result, "structuredContent"), "uri");
    assertThat(
            newest("resources/read")
                .with("Mcp-Name", uri)
                .ask("resources/read", Map.of("_meta", ENVELOPE, "uri", uri)))
        .containsEntry("cacheScope", "private")
        .containsEntry("ttlMs", 0);
    assertThat(newest("resources/list").ask("resources/list", Map.of("_meta", ENVELOPE)).toString())
        .contains(uri);
  }

  private McpCaller newest(String method) {
    return alice.with("MCP-Protocol-Version", NEWEST, "Mcp-Method", method);
  }

  private static String request(String method, Map<String, Object> params) {
    return Json.of("jsonrpc", "2.0", "id", 7, "method", method, "params", params);
  }

  @Test
  void headersThatContradictTheBodyAreRefused() {
    String list = request("tools/list", Map.of("_meta", ENVELOPE));
    assertThat(newest("tools/call").refused(400, list)).containsEntry("code", -32020);
    assertThat(alice.refused(400, list)).containsEntry("code", -32020);
    assertThat(newest("tools/list").refused(400, request("tools/list", Map.of())))
        .containsEntry("code", -32602);
    assertThat(
            newest("tools/call")
                .refused(
                    400, request("tools/call", Map.of("_meta", ENVELOPE, "name", "file_list"))))
        .containsEntry("code", -32020);
  }

  @ParameterizedTest
  @ValueSource(strings = {"initialize", "ping", "subscriptions/listen", "prompts/list"})
  void whatTheNewestRevisionDoesNotHaveIsNotFound(String method) {
    HttpResponse<byte[]> answer = newest(method).post(request(method, Map.of("_meta", ENVELOPE)));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Json.read(answer.body())).containsEntry("id", 7);
    assertThat(McpCaller.object(Json.read(answer.body()), "error")).containsEntry("code", -32601);
  }
}
