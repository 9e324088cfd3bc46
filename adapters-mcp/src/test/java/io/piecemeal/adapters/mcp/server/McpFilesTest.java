package io.piecemeal.adapters.mcp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.piecemeal.adapters.mcp.tool.TestTools;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import io.piecemeal.testkit.Samples;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts have files sent and fetched past the messages (SEP-2631). */
class McpFilesTest {

  private static final String UPLOAD = "files/authorizeUpload";
  private static final String DOWNLOAD = "files/authorizeDownload";
  private static final Map<String, Object> HELLO =
      Map.of("algorithm", "sha-256", "value", "LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ");

  private final McpCalls calls = new McpCalls();

  private Map<String, Object> announce(Map<String, Object> params) {
    return calls.ask(UPLOAD, params);
  }

  private String uri() {
    return uriOf(announce(Map.of("name", "a.txt", "size", 5, "digest", HELLO)));
  }

  private static String uriOf(Map<String, Object> result) {
    return (String) McpCalls.require(McpCalls.object(result, "file"), "uri");
  }

  private static String idIn(String uri) {
    return uri.substring(uri.lastIndexOf('/') + 1);
  }

  private void send(String uri, String base64) {
    calls.facts("upload_append", "file_id", idIn(uri), "offset", 0, "data", base64);
  }

  private static Map<String, Object> refused(
      McpCalls by, String method, Map<String, Object> params) {
    RpcRejected refused =
        Objects.requireNonNull(
            catchThrowableOfType(RpcRejected.class, () -> by.ask(method, params)));
    return refused.member();
  }

  private static Map<String, Object> reason(
      McpCalls by, String method, Map<String, Object> params) {
    Map<String, Object> error = refused(by, method, params);
    assertThat(error).containsEntry("code", -32602);
    return McpCalls.object(error, "data");
  }

  @Test
  void anUploadIsOpenedWithWhatWasAnnouncedAndItsTicket() {
    Map<String, Object> result =
        announce(Map.of("name", "a.txt", "mimeType", "text/plain", "size", 5, "digest", HELLO));

    Map<String, Object> file = McpCalls.object(result, "file");
    assertThat(uriOf(result)).matches("mcp-file://files\\.example\\.org/[a-z0-9]{32}");
    assertThat(file)
        .containsOnlyKeys("uri", "name", "mimeType", "size", "digest")
        .containsEntry("name", "a.txt")
        .containsEntry("mimeType", "text/plain")
        .containsEntry("size", 5L)
        .containsEntry("digest", HELLO);
    Map<String, Object> upload = McpCalls.object(result, "upload");
    assertThat(upload)
        .containsOnlyKeys("transport", "method", "url", "headers", "expiresAt")
        .containsEntry("transport", "https")
        .containsEntry("method", "PUT")
        .containsEntry("headers", Map.of());
    assertThat((String) McpCalls.require(upload, "url"))
        .startsWith("https://files.example.org/tickets/pmt_");
    assertThat(calls.facts("upload_status", "file_id", idIn(uriOf(result))))
        .containsEntry("status", "uploading")
        .containsKey("ticket");
  }

  @Test
  void nothingNeedBeAnnounced() {
    assertThat(McpCalls.object(announce(Map.of()), "file"))
        .containsOnlyKeys("uri", "name", "mimeType")
        .containsEntry("mimeType", "application/octet-stream");
    assertThat(McpCalls.object(announce(Map.of("size", 0)), "file")).containsEntry("size", 0L);
  }

  @Test
  void aFileIsFetchedOnceAllOfItIsThere() {
    String uri = uri();
    assertThat(reason(calls, DOWNLOAD, Map.of("uri", uri)))
        .containsEntry("reason", "notUploaded")
        .containsEntry("size", 0L);
    send(uri, "aGVsbG8=");

    Map<String, Object> result = calls.ask(DOWNLOAD, Map.of("uri", uri));

    assertThat(McpCalls.object(result, "file"))
        .containsEntry("uri", uri)
        .containsEntry("size", 5L)
        .containsEntry("digest", HELLO);
    Map<String, Object> download = McpCalls.object(result, "download");
    assertThat(download).containsEntry("transport", "https").containsEntry("method", "GET");
    assertThat((String) McpCalls.require(download, "url"))
        .matches("https://files\\.example\\.org/tickets/pmt_[^/]+/content");
  }

  @Test
  void aFileThatIsTooLargeIsRefusedWithBothSizes() {
    McpCalls small = new McpCalls(TestTools.SMALL);
    assertThat(reason(small, UPLOAD, Map.of("size", 2501)))
        .containsEntry("reason", "maxSizeExceeded")
        .containsEntry("maxSize", 2500L)
        .containsEntry("actualSize", 2501L);
  }

  @Test
  void otherAddressesAreRefusedWithoutTellingWhy() {
    String uri = uri();
    send(uri, "aGVsbG8=");
    assertThat(reason(calls.as(Samples.BOB), DOWNLOAD, Map.of("uri", uri)))
        .isEqualTo(Map.of("reason", "unknownUri"));
    for (String other :
        List.of(
            uri.replace("files.example.org", "other.example.org"),
            uri.substring(0, uri.length() - 1),
            "piecemeal://files/" + idIn(uri),
            "mcp-file://files.example.org/" + "a".repeat(32),
            "")) {
      assertThat(reason(calls, DOWNLOAD, Map.of("uri", other)))
          .as(other)
          .isEqualTo(Map.of("reason", "unknownUri"));
    }
    assertThat(reason(calls, DOWNLOAD, Map.of())).containsEntry("reason", "invalidParams");
    calls.facts("upload_cancel", "file_id", idIn(uri));
    assertThat(reason(calls, DOWNLOAD, Map.of("uri", uri))).isEqualTo(Map.of("reason", "expired"));
  }

  @Test
  void anExpiredFileIsAsNone() {
    String uri = uri();
    send(uri, "aGVsbG8=");
    calls.parts.clock.advance(Duration.ofHours(25));
    assertThat(reason(calls, DOWNLOAD, Map.of("uri", uri)))
        .isEqualTo(Map.of("reason", "unknownUri"));
  }

  @Test
  void whatTheRulesRefuseHasTheirCodeAsItsReason() {
    assertThat(reason(calls, UPLOAD, Map.of("name", "a/b"))).containsEntry("reason", "badFilename");
    assertThat(reason(calls, UPLOAD, Map.of("mimeType", "none")))
        .containsEntry("reason", "invalidField");
    McpCalls reader = calls.with(Set.of(Scope.READ));
    assertThat(reason(reader, UPLOAD, Map.of())).containsEntry("reason", "forbidden");
    McpCalls writer = calls.with(Set.of(Scope.WRITE));
    assertThat(reason(writer, DOWNLOAD, Map.of("uri", "a"))).containsEntry("reason", "forbidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://files.example.org", "http://10.0.0.1:8080", "http://0.0.0.0:80"})
  void noUrlThatIsAsGoodAsAKeyGoesOverANetworkInTheClear(String url) {
    calls.parts.publicUrl = URI.create(url);
    assertThat(refused(calls, UPLOAD, Map.of())).containsEntry("code", -32603);
    assertThat(refused(calls, DOWNLOAD, Map.of("uri", "a"))).containsEntry("code", -32603);
    assertThat(McpCalls.objects(calls.facts("file_list"), "files")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"})
  void onOneMachineItMay(String url) {
    calls.parts.publicUrl = URI.create(url);
    assertThat(announce(Map.of())).containsKey("upload");
  }

  @Test
  void whereItIsOffThereIsNoTraceOfIt() {
    McpCalls off = new McpCalls(Limits.DEFAULT, McpCalls.Transfers.OFF);
    for (String method : List.of(UPLOAD, DOWNLOAD)) {
      assertThat(refused(off, method, Map.of())).containsEntry("code", -32601);
      RpcRejected stated =
          Objects.requireNonNull(
              catchThrowableOfType(RpcRejected.class, () -> off.askStated(method, Map.of())));
      assertThat(stated.member()).containsEntry("code", -32601);
    }
    assertThat(off.askStated("server/discover", Map.of()).toString())
        .doesNotContain("experimental");
    assertThat(calls.askStated("server/discover", Map.of()))
        .extracting("capabilities")
        .asString()
        .contains("experimental={files={", "upload={}", "download={}", "transports=[https]");
    assertThat(off.methods.handsOutFiles()).isFalse();
  }

  @Test
  void theToolSaysHowItsFileMayCome() {
    Map<String, Object> tool =
        McpCalls.objects(calls.ask("tools/list", Map.of()), "tools").stream()
            .filter(each -> Objects.equals(each.get("name"), "upload_file"))
            .findAny()
            .orElseThrow();
    assertThat(
            McpCalls.object(
                McpCalls.object(McpCalls.object(tool, "inputSchema"), "properties"), "file"))
        .containsEntry("type", "string")
        .containsEntry("format", "uri")
        .containsEntry(
            "x-mcp-file", Map.of("maxSize", 65536L, "transferModes", List.of("inline", "upload")));
  }

  @Test
  void aFileWithinItsAddressIsStored() {
    assertThat(
            calls.facts(
                "upload_file", "filename", "a.txt", "file", "data:text/csv;base64,aGVsbG8="))
        .containsEntry("status", "complete")
        .containsEntry("filename", "a.txt")
        .containsEntry("content_type", "text/csv")
        .containsEntry("size", 5L);
    String most = Base64.getEncoder().encodeToString(new byte[64 << 10]);
    assertThat(calls.facts("upload_file", "file", "data:text/csv;base64," + most))
        .containsEntry("size", 65536L);
    String more = Base64.getEncoder().encodeToString(new byte[(64 << 10) + 1]);
    for (String tooLong : List.of(more, more.repeat(8))) {
      assertThat(calls.error("upload_file", "file", "data:text/csv;base64," + tooLong))
          .extracting("message")
          .asString()
          .contains("at most 65536 bytes");
    }
    assertThat(
            calls.error("upload_file", "filename", "a/b", "file", "data:text/csv;base64,aGVsbG8="))
        .extracting("text")
        .asString()
        .doesNotContain("aGVsbG8");
  }

  @Test
  void aFileThatWasSentBeforeIsThatFile() {
    String uri = uri();
    assertThat(calls.error("upload_file", "file", uri)).containsEntry("error", "file_incomplete");
    send(uri, "aGVsbG8=");
    assertThat(calls.facts("upload_file", "filename", "other", "file", uri))
        .containsEntry("file_id", idIn(uri))
        .containsEntry("filename", "a.txt");
    assertThat(calls.as(Samples.BOB).error("upload_file", "file", uri))
        .containsEntry("error", "not_found");
    assertThat(calls.error("upload_file", "file", "https://example.org/a"))
        .containsEntry("error", "invalid_field");
  }

  @Test
  void filesAreHandedOutToClientsThatTakeThem() {
    String uri = uri();
    send(uri, "aGVsbG8=");
    calls.create();
    Map<String, Object> capabilities = Map.of("files", Map.of("download", Map.of()));

    Map<String, Object> listed = call("file_list", Map.of(), capabilities);

    List<Map<String, Object>> content = McpCalls.objects(listed, "content");
    assertThat(content).hasSize(2);
    assertThat(content.getLast()).containsEntry("type", "file");
    assertThat(McpCalls.object(content.getLast(), "file"))
        .containsEntry("uri", uri)
        .containsEntry("name", "a.txt")
        .containsEntry("size", 5L);
    Map<String, Object> arguments = Map.of("file_id", idIn(uri), "size", 5);
    assertThat(
            McpCalls.object(
                McpCalls.objects(call("upload_complete", arguments, capabilities), "content")
                    .getLast(),
                "file"))
        .containsEntry("digest", HELLO);
    assertThat(McpCalls.objects(call("file_list", Map.of(), Map.of()), "content")).hasSize(1);
    assertThat(McpCalls.objects(call("file_list", Map.of("limit", 0), capabilities), "content"))
        .hasSize(1);
  }

  private Map<String, Object> call(
      String tool, Map<String, Object> arguments, Map<String, Object> capabilities) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("name", tool);
    params.put("arguments", arguments);
    params.put("_meta", Map.of("io.modelcontextprotocol/clientCapabilities", capabilities));
    return calls.askStated("tools/call", params);
  }
}
