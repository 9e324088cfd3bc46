package io.piecemeal.mcp.protocol.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.mcp.protocol.revision.ClientInput.Action;
import io.piecemeal.mcp.protocol.revision.ClientInput.Pages;
import io.piecemeal.mcp.protocol.rpc.RpcMessage;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a request says of the person behind its client. */
class ClientInputTest {

  private static ClientInput input(Map<String, Object> params) {
    return ClientInput.of(new RpcMessage.Request(1, "tools/call", params));
  }

  private static Pages pages(Object capabilities) {
    return input(
            Map.of("_meta", Map.of("io.modelcontextprotocol/clientCapabilities", capabilities)))
        .pages();
  }

  @Test
  void pagesAreOpenedWhereUrlIsDeclared() {
    assertThat(pages(Map.of("elicitation", Map.of("url", Map.of())))).isEqualTo(Pages.OPENED);
    assertThat(pages(Map.of("elicitation", Map.of("form", Map.of(), "url", Map.of()))))
        .isEqualTo(Pages.OPENED);
    for (Object other :
        List.of(
            "elicitation",
            Map.of(),
            Map.of("elicitation", Map.of()),
            Map.of("elicitation", Map.of("form", Map.of())),
            Map.of("elicitation", Map.of("url", true)),
            Map.of("elicitation", "url"))) {
      assertThat(pages(other)).as("%s", other).isEqualTo(Pages.NOT_OPENED);
    }
    assertThat(input(Map.of()).pages()).isEqualTo(Pages.NOT_OPENED);
  }

  @Test
  void answersAreReadByTheirNames() {
    ClientInput input =
        input(
            Map.of(
                "requestState",
                "state",
                "inputResponses",
                Map.of(
                    "a", Map.of("action", "accept"),
                    "b", Map.of("action", "decline", "content", Map.of()),
                    "c", Map.of("action", "cancel"))));
    assertThat(input.requestState()).contains("state");
    assertThat(input.action("a")).contains(Action.ACCEPT);
    assertThat(input.action("b")).contains(Action.DECLINE);
    assertThat(input.action("c")).contains(Action.CANCEL);
    assertThat(input.action("d")).isEmpty();
    assertThat(input(Map.of()).requestState()).isEmpty();
    assertThat(input(Map.of()).action("a")).isEmpty();
  }

  @Test
  void whatHasAnotherFormIsRefused() {
    assertRefused(() -> input(Map.of("requestState", 5)), "'requestState' has to be a string");
    assertRefused(
        () -> input(Map.of("inputResponses", List.of())), "'inputResponses' has to be an object");
    for (Object response : List.of("accept", Map.of(), Map.of("action", 1))) {
      ClientInput input = input(Map.of("inputResponses", Map.of("a", response)));
      assertRefused(() -> input.action("a"), "'a' in 'inputResponses' needs the action");
    }
  }

  private static void assertRefused(ThrowingCallable reading, String words) {
    assertThatThrownBy(reading).isInstanceOf(RpcRejected.class).hasMessageContaining(words);
  }
}
