package io.piecemeal.adapters.mcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.adapters.mcp.tool.ToolDescription;
import io.piecemeal.mcp.protocol.rpc.Json;
import io.piecemeal.testkit.InMemoryRemoteSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What agents are told before they call anything. */
class McpDescriptionsTest {

  private final McpCalls calls = new McpCalls();

  private List<Map<String, Object>> tools() {
    return McpCalls.objects(calls.ask("tools/list", Map.of()), "tools");
  }

  @Test
  void toolsAreListedInTheOrderOfAnUpload() {
    assertThat(tools())
        .extracting(tool -> tool.get("name"))
        .containsExactly(
            "upload_create",
            "upload_append",
            "upload_text",
            "upload_many",
            "upload_ticket",
            "upload_from_person",
            "upload_status",
            "upload_complete",
            "upload_rewind",
            "upload_cancel",
            "file_list",
            "file_read",
            "file_ticket",
            "upload_from_url",
            "upload_file");
  }

  @Test
  void descriptionsAreShortEnoughForEveryClient() {
    for (Map<String, Object> tool : tools()) {
      assertThat((String) tool.get("description"))
          .as("%s", tool.get("name"))
          .hasSizeBetween(80, ToolDescription.MAX_TEXT - 1)
          .isASCII();
      assertThat(tool).containsKey("title");
    }
    assertThat(ServerText.INSTRUCTIONS).hasSizeLessThan(ToolDescription.MAX_TEXT);
  }

  @Test
  void inputSchemasAreClosedAndRequireOnlyWhatTheyDescribe() {
    for (Map<String, Object> tool : tools()) {
      Map<String, Object> schema = McpCalls.object(tool, "inputSchema");
      assertThat(schema).containsEntry("type", "object");
      assertThat(schema).containsEntry("additionalProperties", false);
      assertThat(McpCalls.object(schema, "properties").keySet())
          .containsAll(McpCalls.texts(schema, "required"));
      McpCalls.object(schema, "properties")
          .values()
          .forEach(property -> assertThat((Map<?, ?>) property).hasSizeGreaterThan(1));
    }
  }

  @Test
  void longValuesComeLast() {
    assertThat(parameters("upload_append"))
        .containsExactly("file_id", "offset", "chunk_sha256", "encoding", "lines", "data");
    assertThat(parameters("upload_text")).last().isEqualTo("text");
  }

  private List<String> parameters(String tool) {
    Map<String, Object> found =
        tools().stream().filter(each -> tool.equals(each.get("name"))).findAny().orElseThrow();
    return new ArrayList<>(
        McpCalls.object(McpCalls.object(found, "inputSchema"), "properties").keySet());
  }

  @Test
  void annotationsTellTheTruth() {
    for (Map<String, Object> tool : tools()) {
      String name = (String) McpCalls.require(tool, "name");
      Map<String, Object> hints = McpCalls.object(tool, "annotations");
      boolean reads = List.of("upload_status", "file_list", "file_read").contains(name);
      boolean destroys = List.of("upload_rewind", "upload_cancel").contains(name);
      boolean adds =
          List.of(
                  "upload_create",
                  "upload_text",
                  "upload_ticket",
                  "upload_from_person",
                  "file_ticket",
                  "upload_from_url",
                  "upload_file")
              .contains(name);
      assertThat(hints)
          .as(name)
          .containsEntry("readOnlyHint", reads)
          .containsEntry("destructiveHint", destroys)
          .containsEntry("idempotentHint", !adds)
          .containsEntry("openWorldHint", name.equals("upload_from_url"));
    }
  }

  @Test
  void answersHaveWhatTheirSchemasPromiseAndTheSameAsText() {
    String id = calls.create();
    Map<String, Map<String, Object>> results =
        new HashMap<>(
            Map.of(
                "upload_create", calls.call("upload_create", "filename", "b"),
                "upload_append",
                    calls.call("upload_append", "file_id", id, "offset", 0, "data", "aGVsbG8="),
                "upload_text", calls.call("upload_text", "filename", "c", "text", "hello"),
                "upload_ticket", calls.call("upload_ticket", "file_id", id),
                "upload_status", calls.call("upload_status", "file_id", id),
                "upload_complete", calls.call("upload_complete", "file_id", id, "size", 5),
                "file_list", calls.call("file_list"),
                "file_read", calls.call("file_read", "file_id", id),
                "upload_rewind",
                    calls.call(
                        "upload_rewind", "file_id", calls.create(), "to_size", 0, "if_size", 0),
                "upload_cancel", calls.call("upload_cancel", "file_id", calls.create())));
    results.put(
        "upload_many",
        calls.call("upload_many", "files", List.of(Map.of("filename", "m", "text", "many"))));
    results.put("upload_from_person", calls.call("upload_from_person"));
    calls.parts.source.put(new byte[5], Optional.empty());
    results.put(
        "upload_from_url",
        calls.call("upload_from_url", "filename", "u", "url", InMemoryRemoteSource.URL));
    results.put("upload_file", calls.call("upload_file", "file", "data:;base64,aGVsbG8="));
    results.put("file_ticket", calls.call("file_ticket", "file_id", id));
    for (Map<String, Object> tool : tools()) {
      String name = (String) McpCalls.require(tool, "name");
      Map<String, Object> result = Objects.requireNonNull(results.get(name), name);
      assertThat(result).as(name).containsEntry("isError", false);
      Map<String, Object> facts = McpCalls.structured(result);
      Map<String, Object> schema = McpCalls.object(tool, "outputSchema");
      assertThat(facts.keySet()).as(name).containsAll(McpCalls.texts(schema, "required"));
      assertThat(McpCalls.object(schema, "properties").keySet())
          .as(name)
          .containsAll(facts.keySet());
      if (name.startsWith("upload_") && !name.equals("upload_many")) {
        assertThat(facts).containsKeys("recommended_chunk_bytes", "max_chunk_bytes");
      }
      assertThat(McpCalls.text(result)).isEqualTo(Json.text(facts));
    }
  }
}
