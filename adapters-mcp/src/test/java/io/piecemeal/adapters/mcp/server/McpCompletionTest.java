package io.piecemeal.adapters.mcp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.access.Scope;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import io.piecemeal.testkit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a person begins to type for a file is completed. */
class McpCompletionTest {

  private static final String TEMPLATE = "piecemeal://files/{file_id}";
  private static final String RANGES = TEMPLATE + "{?offset,length}";

  private final McpCalls calls = new McpCalls();

  private String create(String name) {
    calls.parts.clock.advance(Duration.ofSeconds(1));
    return (String) McpCalls.require(calls.facts("upload_create", "filename", name), "file_id");
  }

  private static Map<String, Object> params(String uri, String argument, String value) {
    return Map.of(
        "ref",
        Map.of("type", "ref/resource", "uri", uri),
        "argument",
        Map.of("name", argument, "value", value));
  }

  private static Map<String, Object> completion(McpCalls caller, String value) {
    return McpCalls.object(
        caller.ask("completion/complete", params(TEMPLATE, "file_id", value)), "completion");
  }

  @Test
  void idsAreFoundByTheirBeginningAndByNamesNewestFirst() {
    String first = create("Report of May.pdf");
    String second = create("report of June.pdf");
    String other = create("notes.txt");

    assertThat(completion(calls, ""))
        .containsEntry("values", List.of(other, second, first))
        .containsEntry("hasMore", false);
    assertThat(completion(calls, first)).containsEntry("values", List.of(first));
    assertThat(completion(calls, "REPORT")).containsEntry("values", List.of(second, first));
    assertThat(completion(calls, "nothing like it")).containsEntry("values", List.of());
    assertThat(
            McpCalls.object(
                calls.askStated("completion/complete", params(RANGES, "file_id", "may")),
                "completion"))
        .containsEntry("values", List.of(first));
  }

  @Test
  void filesOfOthersAreNotFound() {
    String id = create("report.pdf");
    assertThat(completion(calls.as(Samples.BOB), id)).containsEntry("values", List.of());
    assertThatThrownBy(() -> completion(calls.with(Set.of(Scope.WRITE)), id))
        .isInstanceOf(RpcRejected.class)
        .hasMessageContaining("read");
  }

  @Test
  void thereAreNotMoreThanAPersonChoosesFrom() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      all.addFirst(create("a"));
    }
    assertThat(completion(calls, ""))
        .containsEntry("values", all.subList(0, 20))
        .containsEntry("hasMore", true);
  }

  @Test
  void oldFilesAreLeftToTheList() {
    String oldest = create("wanted");
    for (int i = 0; i < 500; i++) {
      create("other");
    }
    assertThat(completion(calls, "wanted"))
        .containsEntry("values", List.of())
        .containsEntry("hasMore", true);
    calls.facts("upload_cancel", "file_id", create("one more"));
    assertThat(completion(calls, oldest)).containsEntry("values", List.of());
  }

  @Test
  void numbersAreNotCompletedAndWhatIsNotThereIsRefused() {
    assertThat(
            McpCalls.object(
                calls.ask("completion/complete", params(RANGES, "offset", "1")), "completion"))
        .containsEntry("values", List.of());
    for (Map<String, Object> params :
        List.<Map<String, Object>>of(
            params(TEMPLATE, "offset", "1"),
            params(RANGES, "name", "a"),
            params("file:///{path}", "path", "a"),
            Map.of(),
            Map.of("ref", Map.of("type", "ref/prompt", "name", "p"), "argument", Map.of()),
            Map.of("ref", Map.of("type", "ref/resource", "uri", TEMPLATE), "argument", "a"))) {
      assertThatThrownBy(() -> calls.ask("completion/complete", params))
          .isInstanceOf(RpcRejected.class)
          .hasMessageStartingWith("Invalid params: ");
    }
  }
}
