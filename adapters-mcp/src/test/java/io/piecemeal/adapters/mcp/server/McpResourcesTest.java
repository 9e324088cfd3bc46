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

  /** What a model reads of an upload that goes on must not pass for the file. */
  @Test
  void anUploadIsToldFromACompleteFile() {
    String id = calls.create();
    String uri =
        uri(calls.facts("upload_append", "file_id", id, "offset", 0, "data", "aGVsbG8sIHdvcmxk"));
    assertStatus(uri, "uploading");
    calls.facts("upload_complete", "file_id", id, "size", 12);
    assertStatus(uri, "complete");
  }

  private void assertStatus(String uri, String status) {
    assertThat(List.of(entries().getFirst(), read(uri), read(uri + "?offset=7")))
        .extracting(found -> McpCalls.object(found, "_meta").get("io.piecemeal/status"))
        .containsOnly(status);
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
  void templatesNameAFileAndItsRanges() {
    assertThat(
            McpCalls.objects(calls.ask("resources/templates/list", Map.of()), "resourceTemplates"))
        .extracting(template -> template.get("uriTemplate"))
        .containsExactlyInAnyOrder(
            "piecemeal://files/{file_id}", "piecemeal://files/{file_id}{?offset,length}");
  }

  @Test
  void rangesAreReadAsTextOrBlob() {
    String uri = uri(calls.facts("upload_text", "filename", "a.txt", "text", "h\u00f6llo"));
    assertPart(uri + "?offset=3&length=2", "text", "ll", 3, 2);
    assertPart(uri + "?offset=3", "text", "llo", 3, 3);
    assertPart(uri + "?length=1", "text", "h", 0, 1);
    assertPart(uri + "?offset=4&length=99", "text", "lo", 4, 2);
    assertPart(uri + "?offset=6", "text", "", 6, 0);
    assertPart(uri + "?offset=2&length=1", "blob", "tg==", 2, 1);
  }

  private void assertPart(String uri, String kind, String value, long offset, long length) {
    assertThat(read(uri))
        .containsEntry(kind, value)
        .containsEntry("uri", uri)
        .containsEntry(
            "_meta",
            Map.of(
                "io.piecemeal/status",
                "complete",
                "io.piecemeal/range",
                Map.of("offset", offset, "length", length, "size", 6L)));
  }

  @Test
  void largeFileIsReadInRangesThatAreBounded() {
    int most = 256 << 10;
    String uri = uri(calls.facts("upload_text", "filename", "a", "text", "x".repeat(most + 3)));
    assertThat((String) read(uri + "?offset=0").get("text")).hasSize(most);
    assertThat((String) read(uri + "?offset=2&length=" + most).get("text")).hasSize(most);
    assertThat(read(uri + "?offset=" + most)).containsEntry("text", "xxx");
    assertRefused(calls, uri + "?offset=0&length=" + (most + 1), "262145 bytes");
    assertRefused(calls, uri + "?offset=" + (most + 4), "has 262147 bytes");
    assertRefused(calls, uri, "?offset=0&length=262144");
  }

  @Test
  void rangeThatIsNoneIsNoAddress() {
    String uri = uri(calls.facts("upload_text", "filename", "a", "text", "hello"));
    for (String range :
        List.of(
            "?offset=",
            "?offset=-1",
            "?offset=1e3",
            "?&length=1",
            "?offset=1&",
            "?length=1&offset=1",
            "?offset=1length=1",
            "?offset=9999999999999999999",
            "?other=1",
            "#offset=1",
            "/content")) {
      assertRefused(calls, uri + range, "'uri' is refused: behind the id");
    }
    assertRefused(calls, "piecemeal://files/none?offset=x", "you have no file with this id");
    assertThat(read(uri + "?")).containsEntry("text", "hello");
  }

  @Test
  void addressOfARangeNamesItsFileForTools() {
    String uri = uri(calls.facts("upload_text", "filename", "a", "text", "hello"));
    assertThat(calls.facts("file_read", "file_id", uri + "?offset=1"))
        .containsEntry("data", "hello");
  }

  @Test
  void cursorOfNobodyIsRefused() {
    assertThatThrownBy(() -> calls.ask("resources/list", Map.of("cursor", "!")))
        .isInstanceOf(RpcRejected.class)
        .hasMessageContaining("cursor");
  }
}
