package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A person is asked for a file by way of an agent's client, on the whole service. */
class McpElicitationTest {

  private static final String NEWEST = "2026-07-28";
  private static final String TOOL = "upload_from_person";
  private static final Map<String, Object> PAGES = Map.of("elicitation", Map.of("url", Map.of()));
  private static final Map<String, Object> ARGUMENTS = Map.of("filename", "photo.jpg");

  private final Caller http = Caller.alice();
  private final McpCaller alice = stated(McpCaller.alice());

  private static McpCaller stated(McpCaller caller) {
    return caller.with(
        "MCP-Protocol-Version", NEWEST, "Mcp-Method", "tools/call", "Mcp-Name", TOOL);
  }

  private static Map<String, Object> params(Map<String, Object> capabilities) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("name", TOOL);
    params.put("arguments", ARGUMENTS);
    params.put(
        "_meta",
        Map.of(
            "io.modelcontextprotocol/protocolVersion",
            NEWEST,
            "io.modelcontextprotocol/clientCapabilities",
            capabilities));
    return params;
  }

  private static Map<String, Object> again(Map<String, Object> asked, String action) {
    Map<String, Object> params = params(PAGES);
    params.put("requestState", Json.require(asked, "requestState"));
    params.put("inputResponses", Map.of("send", Map.of("action", action)));
    return params;
  }

  private Map<String, Object> ask() {
    Map<String, Object> asked = alice.ask("tools/call", params(PAGES));
    assertThat(asked)
        .containsEntry("resultType", "input_required")
        .containsOnlyKeys("resultType", "inputRequests", "requestState", "_meta");
    return asked;
  }

  /** The path of the page that a person is to open. */
  private String page(Map<String, Object> asked) {
    Map<String, Object> question =
        McpCaller.object(McpCaller.object(asked, "inputRequests"), "send");
    String url = (String) Json.require(McpCaller.object(question, "params"), "url");
    assertThat(url).startsWith(http.baseUrl() + "/tickets/pmt_");
    return url.substring(http.baseUrl().length());
  }

  private Answer send(String page, byte[] content) {
    return http.send(http.anonymous(page).PUT(BodyPublishers.ofByteArray(content)));
  }

  @Test
  void whoAcceptsIsWaitedForAndTheFileIsTheAnswer() {
    Map<String, Object> asked = ask();
    CompletableFuture<Map<String, Object>> waiting =
        CompletableFuture.supplyAsync(() -> alice.ask("tools/call", again(asked, "accept")));
    byte[] photo = Bytes.patterned(300_000);
    send(page(asked), photo).is(200);

    Map<String, Object> result = waiting.join();

    assertThat(result).containsEntry("resultType", "complete").containsEntry("isError", false);
    Map<String, Object> file = McpCaller.object(result, "structuredContent");
    assertThat(file)
        .containsEntry("status", "complete")
        .containsEntry("size", photo.length)
        .containsEntry("filename", "photo.jpg");
    assertThat(http.bytes((String) Json.require(file, "file_id"))).isEqualTo(photo);
  }

  @Test
  void whoDeclinesHasThePageClosed() {
    Map<String, Object> asked = ask();

    Map<String, Object> result = alice.ask("tools/call", again(asked, "decline"));

    assertThat(result).containsEntry("isError", true);
    assertThat((String) Json.require(McpCaller.list(result, "content").getFirst(), "text"))
        .startsWith("declined: ");
    assertThat(send(page(asked), Bytes.utf8("late")).status()).isIn(404, 410);
  }

  @Test
  void stateOfAnotherOwnerIsRefusedAndChangesNothing() {
    Map<String, Object> asked = ask();
    McpCaller bob = stated(McpCaller.bob());
    assertThat(bob.error("tools/call", again(asked, "decline"))).contains("'requestState' is none");
    Map<String, Object> forged = new HashMap<>(asked);
    forged.put("requestState", asked.get("requestState") + "-TAMPERED");
    assertThat(alice.error("tools/call", again(forged, "decline")))
        .contains("'requestState' is none");
    send(page(asked), Bytes.utf8("still open")).is(200);
  }

  @Test
  void otherClientsGetATicket() {
    assertTicket(alice.ask("tools/call", params(Map.of())));
    McpCaller older = McpCaller.alice().with("MCP-Protocol-Version", "2025-11-25");
    older.ask(
        "initialize",
        Map.of(
            "protocolVersion",
            "2025-11-25",
            "capabilities",
            PAGES,
            "clientInfo",
            Map.of("name", "test", "version", "1")));
    assertTicket(older.ask("tools/call", Map.of("name", TOOL, "arguments", ARGUMENTS)));
  }

  private static void assertTicket(Map<String, Object> result) {
    assertThat(result)
        .containsEntry("isError", false)
        .doesNotContainKeys("inputRequests", "requestState");
    Map<String, Object> file = McpCaller.object(result, "structuredContent");
    assertThat(McpCaller.object(file, "upload")).containsKeys("url", "curl");
  }

  @Test
  void aNodeWithTheSameKeyGoesOnAndOneWithoutAKeyAsksNobody() {
    Map<String, Object> asked = ask();
    byte[] photo = Bytes.utf8("photo");
    send(page(asked), photo).is(200);
    Sql sql = TestService.sql();
    Map<String, String> keyed = new HashMap<>(sql.environment(TestService.KEYS));
    keyed.put("PIECEMEAL_WEBHOOK_KEY", TestService.WEBHOOK_KEY);
    List<String> options =
        List.of(
            "--port=0",
            "--data-dir=" + TestService.dataDirectory(),
            "--database-url=" + sql.jdbcUrl());
    try (InProcessService other = InProcessService.start(options, keyed);
        InProcessService keyless = TestService.beside()) {
      assertThat(at(other).ask("tools/call", again(asked, "accept")))
          .extracting("structuredContent")
          .asString()
          .contains("status=complete", "size=" + photo.length);
      assertTicket(at(keyless).ask("tools/call", params(PAGES)));
      assertThat(at(keyless).error("tools/call", again(asked, "accept")))
          .contains("'requestState' is none");
    }
  }

  private static McpCaller at(InProcessService service) {
    return stated(McpCaller.of(new Caller(service.port(), TestService.ALICE)));
  }

  @Test
  void filesAreReadInRangesAndCompletedInBothRevisions() {
    McpCaller older = McpCaller.alice();
    Map<String, Object> file = older.facts("upload_text", "filename", "range.txt", "text", "hello");
    String uri = Json.require(file, "uri") + "?offset=1&length=3";
    Map<String, Object> meta = McpCaller.object(params(Map.of()), "_meta");
    McpCaller newer = older.with("MCP-Protocol-Version", NEWEST);
    Map<String, Object> typed =
        Map.of(
            "ref",
            Map.of("type", "ref/resource", "uri", "piecemeal://files/{file_id}{?offset,length}"),
            "argument",
            Map.of("name", "file_id", "value", Json.require(file, "file_id")));

    assertThat(older.ask("resources/read", Map.of("uri", uri)).toString()).contains("text=ell");
    assertThat(
            newer
                .with("Mcp-Method", "resources/read", "Mcp-Name", uri)
                .ask("resources/read", Map.of("uri", uri, "_meta", meta))
                .toString())
        .contains("text=ell");
    Map<String, Object> stated = new HashMap<>(typed);
    stated.put("_meta", meta);
    for (Map<String, Object> result :
        List.of(
            older.ask("completion/complete", typed),
            newer.with("Mcp-Method", "completion/complete").ask("completion/complete", stated))) {
      assertThat(McpCaller.object(result, "completion"))
          // True once other tests have stored more files for this owner than are looked at.
          .containsKey("hasMore")
          .containsEntry("values", List.of(Json.require(file, "file_id")));
    }
  }
}
