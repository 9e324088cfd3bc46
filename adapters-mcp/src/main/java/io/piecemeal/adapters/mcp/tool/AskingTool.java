package io.piecemeal.adapters.mcp.tool;

import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.mcp.protocol.revision.ClientInput;
import io.piecemeal.mcp.protocol.revision.InputRequired;
import java.util.Map;

/**
 * A tool that may have something asked by the client before it answers, where the revision has
 * that. What it does for other clients is {@link #call}.
 */
public interface AskingTool extends Tool {

  /**
   * Does one round of a call for this owner.
   *
   * @param input what the client can ask, and what came of it so far
   * @throws RuntimeException as {@link #call}; an {@code RpcRejected} if the input is refused,
   *     which then has changed nothing
   */
  Reply reply(Owner owner, Arguments arguments, ClientInput input);

  /** What a round ends with. */
  sealed interface Reply {

    /** The call is done. */
    record Done(Map<String, Object> facts) implements Reply {}

    /** The client is to ask, and to call again. */
    record Asks(InputRequired required) implements Reply {}
  }
}
