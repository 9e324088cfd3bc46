package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A host has files sent and fetched past the messages (SEP-2631), on the whole service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpFilesTest {

  private static final String UPLOAD = "files/authorizeUpload";
  private static final String DOWNLOAD = "files/authorizeDownload";
  private static final Map<String, Object> TAKES_FILES =
      Map.of("files", Map.of("download", Map.of(), "transports", List.of("https")));

  private InProcessService service;
  private Caller http;
  private McpCaller alice;

  @BeforeAll
  void start() {
    service = TestService.beside("--mcp-files=true");
    http = new Caller(service.port(), TestService.ALICE);
    alice = McpCaller.of(http);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  private static String digest(byte[] content) {
    try {
      byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(content);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private Map<String, Object> announce(byte[] content) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("name", "a.bin");
    params.put("mimeType", "image/png");
    params.put("size", content.length);
    params.put("digest", Map.of("algorithm", "sha-256", "value", digest(content)));
    return alice.ask(UPLOAD, params);
  }

  private static String uri(Map<String, Object> result) {
    return (String) Json.require(McpCaller.object(result, "file"), "uri");
  }

  private String path(Map<String, Object> result, String way) {
    String url = (String) Json.require(McpCaller.object(result, way), "url");
    assertThat(url).startsWith(http.baseUrl() + "/tickets/pmt_");
    return url.substring(http.baseUrl().length());
  }

  private Answer send(Map<String, Object> announced, byte[] content) {
    return http.send(
        http.anonymous(path(announced, "upload")).PUT(BodyPublishers.ofByteArray(content)));
  }

  private static String id(Map<String, Object> announced) {
    String uri = uri(announced);
    return uri.substring(uri.lastIndexOf('/') + 1);
  }

  private String status(Map<String, Object> announced) {
    return (String) Json.require(alice.facts("upload_status", "file_id", id(announced)), "status");
  }

  @Test
  void whatIsAnnouncedIsSentAndFetchedPastTheMessages() {
    byte[] content = Bytes.patterned(12_000_000);
    Map<String, Object> announced = announce(content);
    send(announced, content).is(200);

    Map<String, Object> fetched = alice.ask(DOWNLOAD, Map.of("uri", uri(announced)));

    assertThat(McpCaller.object(fetched, "file"))
        .containsEntry("size", content.length)
        .containsEntry("mimeType", "image/png")
        .containsEntry("digest", Map.of("algorithm", "sha-256", "value", digest(content)));
    String path = path(fetched, "download");
    assertThat(http.send(http.anonymous(path).GET()).is(200).bytes()).isEqualTo(content);
    assertThat(http.send(http.anonymous(path).GET().header("Range", "bytes=1-3")).is(206).bytes())
        .isEqualTo(new byte[] {content[1], content[2], content[3]});
    assertThat(alice.facts("upload_file", "file", uri(announced)))
        .containsEntry("size", content.length);
  }

  @Test
  void otherBytesThanThoseAnnouncedAreRefusedAndTheUploadStaysOpen() {
    for (int length : new int[] {10, 6_000_000}) {
      byte[] right = Bytes.patterned(length);
      byte[] wrong = right.clone();
      wrong[length - 1]++;
      Map<String, Object> announced = announce(right);

      send(announced, wrong).isProblem(422, "checksum-mismatch");

      assertThat(status(announced)).isEqualTo("uploading");
      send(announced, right).is(200);
      assertThat(status(announced)).isEqualTo("complete");
    }
  }

  /** What was stored before the digest was known to be wrong has to be cut off first. */
  @Test
  void aSecondTryOfALongFileMayNeedARewind() {
    byte[] right = Bytes.patterned(6_000_000);
    byte[] wrong = right.clone();
    wrong[0]++;
    Map<String, Object> announced = announce(right);
    send(announced, wrong).isProblem(422, "checksum-mismatch");
    send(announced, right).isProblem(409, "offset-mismatch");
    String id = id(announced);
    Map<String, Object> facts = alice.facts("upload_status", "file_id", id);
    assertThat(facts).containsEntry("status", "uploading");

    alice.facts(
        "upload_rewind", "file_id", id, "to_size", 0, "if_size", Json.require(facts, "size"));
    Map<String, Object> ticket = alice.facts("upload_ticket", "file_id", id);

    send(ticket, right).is(200);
    assertThat(
            McpCaller.object(alice.ask(DOWNLOAD, Map.of("uri", uri(announced))), "file").toString())
        .contains(digest(right));
  }

  @Test
  void noBytesAreAFileToo() {
    Map<String, Object> announced = announce(new byte[0]);
    send(announced, new byte[0]).is(200);
    assertThat(status(announced)).isEqualTo("complete");
  }

  @Test
  void aClientOfAnOlderRevisionAgreesAtInitialize() {
    byte[] content = Bytes.patterned(10);
    Map<String, Object> announced = announce(content);
    send(announced, content).is(200);
    String session = initialize(TAKES_FILES).headers().firstValue("Mcp-Session-Id").orElseThrow();
    assertThat(initialize(Map.of()).headers().firstValue("Mcp-Session-Id")).isEmpty();
    McpCaller agreed = alice.with("Mcp-Session-Id", session, "MCP-Protocol-Version", "2025-11-25");

    assertThat(McpCaller.list(agreed.call("file_list"), "content").toString())
        .contains("type=file", uri(announced));
    assertThat(McpCaller.list(alice.call("file_list"), "content").toString())
        .doesNotContain("mcp-file:");
  }

  private HttpResponse<byte[]> initialize(Map<String, Object> capabilities) {
    HttpResponse<byte[]> answer =
        alice.post(
            Json.of(
                "jsonrpc",
                "2.0",
                "id",
                1,
                "method",
                "initialize",
                "params",
                Map.of(
                    "protocolVersion",
                    "2025-11-25",
                    "capabilities",
                    capabilities,
                    "clientInfo",
                    Map.of("name", "test", "version", "1"))));
    assertThat(Json.read(answer.body()).toString()).contains("experimental={files={");
    return answer;
  }

  @Test
  void withoutTheSettingThereIsNoneOfIt() {
    McpCaller other = McpCaller.alice();
    assertThat(other.error(UPLOAD, Map.of())).isEqualTo("Method not found.");
    assertThat(other.error(DOWNLOAD, Map.of())).isEqualTo("Method not found.");
    assertThat(McpCaller.list(other.ask("tools/list", Map.of()), "tools").toString())
        .doesNotContain("upload_file");
  }
}
