package io.piecemeal.adapters.mcp.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.upload.SourceTrouble;
import io.piecemeal.testkit.InMemoryRemoteSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Agents have files fetched instead of typing them. */
class McpImportTest {

  private static final String TOOL = "upload_from_url";
  private static final String URL = InMemoryRemoteSource.URL;
  private static final Optional<String> VERSION = Optional.of("\"1\"");

  private final McpCalls calls = new McpCalls();

  private void serve(String text) {
    calls.parts.source.put(text.getBytes(US_ASCII), VERSION);
  }

  private String content(Object id) {
    return (String) McpCalls.require(calls.facts("file_read", "file_id", id), "data");
  }

  private List<Map<String, Object>> files() {
    return McpCalls.objects(calls.facts("file_list"), "files");
  }

  @Test
  void aFileIsOpenedFilledAndCompletedInTwoCalls() {
    serve("hello");

    Map<String, Object> file =
        calls.facts(TOOL, "url", URL, "filename", "a.txt", "content_type", "text/plain");

    assertThat(file)
        .containsEntry("status", "uploading")
        .containsEntry("size", 5L)
        .containsEntry("filename", "a.txt")
        .containsEntry("content_type", "text/plain");
    Object id = McpCalls.require(file, "file_id");
    assertThat(content(id)).isEqualTo("hello");
    assertThat(calls.facts("upload_complete", "file_id", id, "size", 5))
        .containsEntry("status", "complete");
  }

  @Test
  void anUploadThatIsOpenGetsTheBytesOnceHoweverOftenItIsAsked() {
    serve("hello");
    String id = calls.create();

    for (int times = 0; times < 2; times++) {
      assertThat(calls.facts(TOOL, "url", URL, "file_id", id)).containsEntry("size", 5L);
    }

    assertThat(content(id)).isEqualTo("hello");
  }

  /** As ChatGPT fills it, with a member that nobody knows yet. */
  @Test
  void aHostNamesAFileOfItsOwn() {
    serve("hello");
    Map<String, Object> file =
        Map.of(
            "download_url", URL,
            "file_id", "file_abc",
            "mime_type", "application/pdf",
            "file_name", "report.pdf",
            "size_bytes", 5);

    assertThat(calls.facts(TOOL, "file", file))
        .containsEntry("filename", "report.pdf")
        .containsEntry("content_type", "application/pdf")
        .containsEntry("size", 5L);
  }

  @Test
  void hostsAreToldWhichParameterTakesTheirFiles() {
    Map<String, Object> tool =
        McpCalls.objects(calls.ask("tools/list", Map.of()), "tools").stream()
            .filter(each -> TOOL.equals(each.get("name")))
            .findAny()
            .orElseThrow();

    assertThat(McpCalls.object(tool, "_meta"))
        .containsExactly(Map.entry("openai/fileParams", List.of("file")));
    assertThat(McpCalls.texts(McpCalls.object(tool, "inputSchema"), "required")).isEmpty();
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(calls.error(TOOL, "filename", "a")).containsEntry("error", "missing_field");
    assertThat(calls.error(TOOL, "url", URL))
        .containsEntry("error", "missing_field")
        .containsEntry("field", "filename");
    assertThat(calls.error(TOOL, "filename", "a", "file", Map.of("file_id", "x")))
        .containsEntry("error", "missing_field")
        .containsEntry("field", "download_url");
    assertThat(calls.error(TOOL, "filename", "a", "file", "x"))
        .containsEntry("error", "invalid_field");
    assertThat(files()).isEmpty();
  }

  @Test
  void nothingStaysOfAFileThatNobodyCouldName() {
    serve("hello");
    calls.parts.source.fail(SourceTrouble.UNREACHABLE);

    assertThat(calls.error(TOOL, "url", URL, "filename", "a"))
        .containsEntry("error", "source_unavailable")
        .containsEntry("retryable", true)
        .containsEntry(
            "next", Map.of("tool", TOOL, "arguments", Map.of("url", URL, "filename", "a")));
    assertThat(calls.error(TOOL, "url", "https://x.test/", "filename", "a"))
        .containsEntry("error", "invalid_field")
        .containsEntry("field", "url");
    assertThat(calls.error(TOOL, "url", URL, "filename", "a", "max_bytes", 4))
        .containsEntry("error", "file_too_large");
    assertThat(files()).isEmpty();
  }

  @Test
  void whatBrokeOffGoesOnInTheFileThatTheAnswerNames() {
    serve("hello, world");
    calls.parts.source.breakAfter(5, 0, 0, 0, 0);

    Map<String, Object> error = calls.error(TOOL, "url", URL, "filename", "a");

    Map<String, Object> next = McpCalls.object(McpCalls.object(error, "next"), "arguments");
    assertThat(next).containsOnlyKeys("file_id", "url");
    assertThat(error).containsEntry("size", 5L).containsEntry("retryable", true);
    Object id = McpCalls.require(next, "file_id");
    assertThat(calls.facts(TOOL, "url", URL, "file_id", id)).containsEntry("size", 12L);
    assertThat(content(id)).isEqualTo("hello, world");
  }

  @Test
  void anotherDigestThanWasSaidIsRefused() {
    serve("hello");

    assertThat(calls.error(TOOL, "url", URL, "filename", "a", "sha256", "0".repeat(64)))
        .containsEntry("error", "checksum_mismatch")
        .containsEntry("expected_sha256", "0".repeat(64));
    assertThat(files()).isEmpty();
  }
}
