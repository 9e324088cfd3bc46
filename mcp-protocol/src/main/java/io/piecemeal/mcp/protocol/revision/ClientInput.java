package io.piecemeal.mcp.protocol.revision;

import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcMessage;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request of the revision 2026-07-28 says of the person behind its client: whether they can
 * be shown a page, and what came of it when they were ("Multi Round-Trip Requests").
 *
 * @param requestState what the answer before this request gave, as it came back: anybody may have
 *     written it
 * @param responses the client's answers by the names of the questions; unknown ones are left alone
 */
public record ClientInput(Pages pages, Optional<String> requestState, Map<?, ?> responses) {

  /** Whether the client opens a page for its person (URL mode of elicitation). */
  public enum Pages {
    OPENED,
    NOT_OPENED
  }

  /** What a person did with a question. */
  public enum Action {
    ACCEPT,
    DECLINE,
    CANCEL
  }

  /**
   * Reads it from the parameters of a call.
   *
   * @throws RpcRejected if a member has the wrong type
   */
  public static ClientInput of(RpcMessage.Request request) {
    Object state = request.params().get("requestState");
    require(state == null || state instanceof String, "'requestState' has to be a string");
    Object responses = request.params().get("inputResponses");
    require(responses == null || responses instanceof Map, "'inputResponses' has to be an object");
    return new ClientInput(
        Envelope.of(request).opensPages() ? Pages.OPENED : Pages.NOT_OPENED,
        Optional.ofNullable((String) state),
        responses == null ? Map.of() : (Map<?, ?>) responses);
  }

  /**
   * What came of the question of this name; empty if it is not answered.
   *
   * @throws RpcRejected if the answer is none
   */
  public Optional<Action> action(String name) {
    @Nullable Object response = responses.get(name);
    if (response == null) {
      return Optional.empty();
    }
    Object action = response instanceof Map<?, ?> members ? members.get("action") : null;
    for (Action known : Action.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(action)) {
        return Optional.of(known);
      }
    }
    throw rejected("'%s' in 'inputResponses' needs the action accept, decline or cancel", name);
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw rejected("%s", sentence);
    }
  }

  private static RpcRejected rejected(String sentence, String name) {
    return RpcRejected.of(
        RpcError.INVALID_PARAMS, "Invalid params: " + sentence.formatted(name) + ".");
  }
}
