package io.piecemeal.adapters.mcp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.access.Scope;
import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import io.piecemeal.testkit.Samples;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person is asked for a file, in the rounds of one call. */
class McpElicitationTest {

  private static final Map<String, Object> ARGUMENTS =
      Map.of("filename", "may.pdf", "message", "The invoice of May, please.");

  private static final Map<String, Object> PAGES = Map.of("elicitation", Map.of("url", Map.of()));

  private final McpCalls calls = new McpCalls();

  private static Map<String, Object> params(
      Map<String, Object> arguments, Map<String, Object> capabilities) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("name", "upload_from_person");
    params.put("arguments", arguments);
    params.put("_meta", Map.of("io.modelcontextprotocol/clientCapabilities", capabilities));
    return params;
  }

  private Map<String, Object> ask() {
    return calls.askStated("tools/call", params(ARGUMENTS, PAGES));
  }

  private static Map<String, Object> again(String state, String action) {
    Map<String, Object> params = params(ARGUMENTS, PAGES);
    params.put("requestState", state);
    params.put("inputResponses", Map.of("send", Map.of("action", action)));
    return params;
  }

  private Map<String, Object> answer(String state, String action) {
    return calls.askStated("tools/call", again(state, action));
  }

  private static String state(Map<String, Object> result) {
    assertThat(result).as("%s", result).containsEntry("resultType", "input_required");
    return (String) McpCalls.require(result, "requestState");
  }

  private static Map<String, Object> question(Map<String, Object> result) {
    Map<String, Object> request = McpCalls.object(McpCalls.object(result, "inputRequests"), "send");
    assertThat(request).containsEntry("method", "elicitation/create");
    return McpCalls.object(request, "params");
  }

  private List<Map<String, Object>> files() {
    return McpCalls.objects(calls.facts("file_list"), "files");
  }

  private String onlyFile() {
    assertThat(files()).hasSize(1);
    return (String) McpCalls.require(files().getFirst(), "file_id");
  }

  private void send(String file) {
    calls.facts("upload_append", "file_id", file, "offset", 0, "data", "aGVsbG8=");
    calls.facts("upload_complete", "file_id", file, "size", 5);
  }

  @Test
  void clientThatOpensPagesIsGivenTheTickets() {
    Map<String, Object> result = ask();

    assertThat(question(result)).containsEntry("mode", "url");
    assertThat((String) question(result).get("url"))
        .startsWith("https://files.example.org/tickets/pmt_");
    assertThat((String) question(result).get("message"))
        .startsWith("The invoice of May, please. ")
        .contains("files.example.org", "may.pdf");
    assertThat(state(result)).isNotEmpty();
    assertThat(result).doesNotContainKeys("content", "structuredContent", "isError");
    assertThat(files())
        .singleElement()
        .satisfies(file -> assertThat(file).containsEntry("filename", "may.pdf"));
  }

  @Test
  void acceptedQuestionIsAskedOnceAndAnsweredWithTheFile() {
    Map<String, Object> waiting = answer(state(ask()), "accept");
    assertThat(waiting).doesNotContainKey("inputRequests");
    send(onlyFile());
    Map<String, Object> params = params(ARGUMENTS, PAGES);
    params.put("requestState", state(waiting));

    Map<String, Object> result = calls.askStated("tools/call", params);

    assertThat(result).containsEntry("resultType", "complete").containsEntry("isError", false);
    assertThat(McpCalls.structured(result))
        .containsEntry("status", "complete")
        .containsEntry("size", 5L)
        .containsEntry("filename", "may.pdf")
        .containsKey("sha256");
    assertThat(files()).hasSize(1);
  }

  @Test
  void questionWithoutAnAnswerIsAskedAgain() {
    Map<String, Object> first = ask();
    Map<String, Object> params = params(ARGUMENTS, PAGES);
    params.put("requestState", state(first));
    params.put("inputResponses", Map.of("other", Map.of("action", "accept")));

    Map<String, Object> second = calls.askStated("tools/call", params);

    assertThat(question(second)).isEqualTo(question(first));
    assertThat(files()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"decline", "cancel"})
  void refusedQuestionCancelsTheEmptyUpload(String action) {
    String state = state(ask());
    String file = onlyFile();

    for (int time = 0; time < 2; time++) {
      Map<String, Object> result = answer(state, action);

      assertThat(result).containsEntry("isError", true).containsEntry("resultType", "complete");
      assertThat(McpCalls.text(result))
          .startsWith(action.equals("decline") ? "declined: " : "cancelled: ");
    }
    assertThat(calls.error("upload_status", "file_id", file)).containsEntry("error", "gone");
  }

  @Test
  void refusedQuestionLeavesWhatHadCome() {
    String state = state(ask());
    String file = onlyFile();
    calls.facts("upload_append", "file_id", file, "offset", 0, "data", "aGVsbG8=");

    assertThat(McpCalls.text(answer(state, "cancel"))).contains("5 bytes had come", file);

    assertThat(calls.facts("upload_status", "file_id", file))
        .containsEntry("size", 5L)
        .doesNotContainKey("ticket");
    assertThat(McpCalls.text(answer(state, "accept"))).contains("there is no such ticket");
  }

  @Test
  void refusedQuestionAboutAFileThatCameIsAnsweredWithIt() {
    String state = state(ask());
    send(onlyFile());

    assertThat(McpCalls.structured(answer(state, "decline"))).containsEntry("status", "complete");
  }

  @Test
  void clientThatOpensNoPagesGetsWhatATicketIs() {
    for (Map<String, Object> capabilities :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("elicitation", Map.of()),
            Map.of("elicitation", Map.of("form", Map.of())))) {
      assertTicket(calls.askStated("tools/call", params(ARGUMENTS, capabilities)));
    }
    assertTicket(calls.ask("tools/call", params(ARGUMENTS, PAGES)));
    assertThat(files()).hasSize(4);
  }

  private static void assertTicket(Map<String, Object> result) {
    assertThat(result).doesNotContainKeys("requestState", "inputRequests");
    assertThat(McpCalls.object(McpCalls.structured(result), "upload")).containsKeys("url", "curl");
  }

  @Test
  void stateIsGoodForItsOwnerItsToolAndItsArgumentsOnly() {
    String state = state(ask());
    Map<String, Object> otherArguments = again(state, "decline");
    otherArguments.put("arguments", Map.of("filename", "june.pdf"));

    assertRefused(calls, otherArguments, "with these arguments");
    assertRefused(calls.as(Samples.BOB), again(state, "decline"), "to you");
    Map<String, Object> sameInOtherOrder = again(state, "accept");
    sameInOtherOrder.put(
        "arguments",
        new LinkedHashMap<>(
            Map.of("message", "The invoice of May, please.", "filename", "may.pdf")));
    assertThat(state(calls.askStated("tools/call", sameInOtherOrder))).isNotEmpty();
  }

  private void assertRefused(McpCalls caller, Map<String, Object> params, String words) {
    assertThatThrownBy(() -> caller.askStated("tools/call", params))
        .isInstanceOfSatisfying(
            RpcRejected.class, e -> assertThat(e.error()).isEqualTo(RpcError.INVALID_PARAMS))
        .hasMessageContaining("requestState")
        .hasMessageContaining(words);
    assertThat(calls.facts("upload_status", "file_id", onlyFile())).containsKey("ticket");
  }

  @Test
  void stateThatWasChangedAnywhereIsRefused() {
    String state = state(ask());
    for (int at = 0; at < state.length(); at++) {
      char other = state.charAt(at) == 'A' ? 'B' : 'A';
      String forged = state.substring(0, at) + other + state.substring(at + 1);
      assertThatThrownBy(() -> answer(forged, "decline")).isInstanceOf(RpcRejected.class);
    }
    for (String forged :
        List.of("", "x", state + "A", state + "=", state.substring(1), "A".repeat(4000))) {
      assertRefused(calls, again(forged, "decline"), "without it");
    }
  }

  @Test
  void stateEndsWithItsTicket() {
    String state = state(ask());
    String file = onlyFile();
    calls.facts("upload_append", "file_id", file, "offset", 0, "data", "aGVsbG8=");
    calls.parts.clock.advance(Duration.ofHours(1).plusSeconds(1));
    assertThatThrownBy(() -> answer(state, "decline"))
        .isInstanceOf(RpcRejected.class)
        .hasMessageContaining("time of 'requestState' is over");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "ACCEPT"})
  void answerThatIsNoneIsRefused(String action) {
    String state = state(ask());
    assertThatThrownBy(() -> answer(state, action))
        .isInstanceOf(RpcRejected.class)
        .hasMessageContaining("accept, decline or cancel");
    assertThat(calls.facts("upload_status", "file_id", onlyFile())).containsKey("ticket");
  }

  @Test
  void mistakesAreResultsOfTheTool() {
    Map<String, Object> params = params(Map.of("message", "m".repeat(501)), PAGES);
    assertThat(McpCalls.text(calls.askStated("tools/call", params)))
        .startsWith("invalid_field: 'message' is refused");
    assertThat(files()).isEmpty();
    assertThat(
            McpCalls.text(
                calls.with(Set.of(Scope.READ)).askStated("tools/call", params(ARGUMENTS, PAGES))))
        .contains("lacks the scope 'write'");
  }
}
