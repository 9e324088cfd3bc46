package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Uploads by an agent, on the whole service. */
class McpUploadTest {

  private static final int FULL_CHUNK = 5 << 20;

  private final McpCaller alice = McpCaller.alice();

  @Test
  void fileThatAnAgentUploadsIsTheSameOverHttp() {
    String id = alice.create();
    alice.facts("upload_append", "file_id", id, "offset", 0, "data", "SGVsbG8s");
    alice.facts("upload_append", "file_id", id, "offset", 6, "encoding", "utf8", "data", " world!");
    assertThat(alice.facts("upload_complete", "file_id", id, "size", 13))
        .containsEntry("status", "complete")
        .containsEntry("size", 13);
    assertThat(Caller.alice().bytes(id)).asString().isEqualTo("Hello, world!");
    assertThat(alice.facts("file_read", "file_id", id)).containsEntry("data", "Hello, world!");
  }

  @Test
  void fullChunkIsTakenInOneCallInBase64AndInHex() {
    byte[] chunk = Bytes.patterned(FULL_CHUNK);
    String id = alice.create();
    alice.facts("upload_append", "file_id", id, "offset", 0, "data", Json.base64(chunk));
    assertThat(
            alice.facts(
                "upload_append",
                "file_id",
                id,
                "offset",
                FULL_CHUNK,
                "encoding",
                "hex",
                "data",
                HexFormat.of().formatHex(chunk)))
        .containsEntry("size", 2 * FULL_CHUNK);
    byte[] stored = Caller.alice().bytes(id);
    assertThat(stored).hasSize(2 * FULL_CHUNK).startsWith(chunk).endsWith(chunk);
  }

  /** As a client may write it: its members in any order, and escapes in what is long. */
  @Test
  void longArgumentsAreReadHoweverTheyAreWritten() {
    String base64 = Json.base64(Bytes.patterned(100_000));
    String text = "h\u00f6 \ud83d\ude00\n".repeat(4000);
    String id = alice.create();
    String data = base64.replace("/", "\\/").replace("+", "\\u002b");
    assertThat(result("{'data':'%s','offset':0,'file_id':'%s'}".formatted(data, id)))
        .contains("\"isError\":false", "\"size\":100000");
    String escaped =
        text.replace("\n", "\\n")
            .replace("\ud83d\ude00", "\\ud83d\\ude00")
            .replace("\u00f6", "\\u00f6");
    assertThat(
            result(
                "{'file_id':'%s','offset':100000,'encoding':'utf8','data':'%s'}"
                    .formatted(id, escaped)))
        .contains("\"isError\":false");
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Caller.alice().bytes(id))
        .hasSize(100_000 + utf8.length)
        .startsWith(Bytes.patterned(100_000))
        .endsWith(utf8);
  }

  @Test
  void faultsOfLongArgumentsAreFaultsOfTheCall() {
    String id = alice.create();
    String call = "{'file_id':'" + id + "','offset':0,'encoding':'utf8','data':'%s'}";
    String lone = "\u00f6\ud83d\ude00".repeat(10_000) + "\\ud800 and more";
    assertThat(result(call.formatted(lone)))
        .contains("invalid_base64: ", "at character 30000", "\"position\":30000");
    String broken = "x".repeat(20_000) + "\\x";
    assertThat(alice.refused(400, message(call.formatted(broken)))).containsEntry("code", -32700);
    String twice = call.formatted("x".repeat(20_000)).replace("'offset':0", "'data':1,'offset':0");
    assertThat(alice.refused(400, message(twice))).containsEntry("code", -32700);
    assertThat(alice.facts("upload_status", "file_id", id)).containsEntry("size", 0);
  }

  private static String message(String arguments) {
    return "{'id':7,'params':{'arguments':%s,'name':'upload_append'},'method':'tools/call','jsonrpc':'2.0'}"
        .formatted(arguments)
        .replace('\'', '"');
  }

  private String result(String arguments) {
    return new String(alice.post(message(arguments)).body(), StandardCharsets.UTF_8);
  }

  @Test
  void callWhoseAnswerGotLostIsMadeAgainWithoutHarm() {
    String key = UUID.randomUUID().toString();
    Object[] create = {"filename", "a", "idempotency_key", key};
    String id = (String) Json.require(alice.facts("upload_create", create), "file_id");
    assertThat(alice.facts("upload_create", create)).containsEntry("file_id", id);
    alice.facts("upload_append", "file_id", id, "offset", 0, "data", "aGVsbG8=");
    assertThat(alice.facts("upload_append", "file_id", id, "offset", 0, "data", "aGVsbG8="))
        .containsEntry("replayed", true)
        .containsEntry("size", 5);
    alice.facts("upload_complete", "file_id", id, "size", 5);
    assertThat(alice.facts("upload_complete", "file_id", id, "size", 5))
        .containsEntry("status", "complete");
    assertThat(alice.trouble("upload_append", "file_id", id, "offset", 5, "data", "eA=="))
        .startsWith("upload_complete: the server has 5 bytes");
  }

  @Test
  void textIsStoredOnceForAKey() {
    Object[] text = {
      "filename", "n.txt", "idempotency_key", UUID.randomUUID().toString(), "text", "n\u00f6te"
    };
    Map<String, Object> first = alice.facts("upload_text", text);
    assertThat(alice.facts("upload_text", text)).containsEntry("file_id", first.get("file_id"));
    String id = (String) Json.require(first, "file_id");
    assertThat(Caller.alice().bytes(id)).asString().isEqualTo("n\u00f6te");
    assertThat(alice.ask("resources/read", Map.of("uri", Json.require(first, "uri"))))
        .extracting("contents")
        .asString()
        .contains("n\u00f6te");
  }

  @Test
  void filesOfOthersAreNotThere() {
    String id = alice.create();
    McpCaller bob = McpCaller.bob();
    for (String tool : List.of("upload_status", "upload_cancel", "file_read")) {
      assertThat(bob.trouble(tool, "file_id", id)).startsWith("not_found: ");
    }
    assertThat(bob.trouble("upload_append", "file_id", id, "offset", 0, "data", "eA=="))
        .startsWith("not_found: ");
    assertThat(
            bob.refused(
                200,
                Json.of(
                    "jsonrpc",
                    "2.0",
                    "id",
                    1,
                    "method",
                    "resources/read",
                    "params",
                    Map.of("uri", "piecemeal://files/" + id))))
        .containsEntry("code", -32602);
    assertThat(bob.ask("resources/list", Map.of()).toString()).doesNotContain(id);
    assertThat(alice.facts("upload_status", "file_id", id)).containsEntry("size", 0);
  }

  @Test
  void fileIsSentPastTheModelByItsTicket() {
    String id = alice.create();
    Map<String, Object> upload =
        McpCaller.object(alice.facts("upload_ticket", "file_id", id), "upload");
    byte[] content = Bytes.patterned(FULL_CHUNK + 7);
    Caller http = Caller.alice();
    String path = ((String) Json.require(upload, "url")).substring(http.baseUrl().length());

    http.send(http.anonymous(path).PUT(BodyPublishers.ofByteArray(content))).is(200);

    assertThat(alice.facts("upload_status", "file_id", id, "wait_seconds", 30))
        .containsEntry("status", "complete")
        .containsEntry("next_offset", content.length);
    assertThat(http.bytes(id)).isEqualTo(content);
  }

  @Test
  void brokenBase64StoresNothing() {
    String id = alice.create();
    assertThat(alice.trouble("upload_append", "file_id", id, "offset", 0, "data", "aGVsbG8"))
        .startsWith("invalid_base64: ")
        .contains("at character 7");
    assertThat(alice.facts("upload_status", "file_id", id)).containsEntry("size", 0);
  }

  @Test
  void wrongTypesInParametersAreAnsweredWithoutAFault() {
    for (String body :
        List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":5}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"file_list\",\"arguments\":[]}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"nothing\"}}")) {
      assertThat(alice.refused(200, body)).containsEntry("code", -32602);
    }
    HttpResponse<byte[]> odd =
        alice.post(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"1\","
                + "\"capabilities\":{\"roots\":7},\"clientInfo\":{\"name\":\"a\",\"version\":\"b\"}}}");
    assertThat(odd.statusCode()).isEqualTo(200);
    assertThat(new String(odd.body(), StandardCharsets.UTF_8))
        .doesNotContain("Exception", "jackson");
  }
}
