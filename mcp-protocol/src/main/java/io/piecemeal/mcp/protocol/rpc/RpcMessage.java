package io.piecemeal.mcp.protocol.rpc;

import java.util.Map;

/** A message that a client may send. Answers are none of these: nothing is asked of clients. */
public sealed interface RpcMessage {

  String method();

  /** The parameters by name; none where there are none. */
  Map<String, Object> params();

  /**
   * Asks for an answer.
   *
   * @param id a string or an integer, which the answer repeats
   */
  record Request(Object id, String method, Map<String, Object> params) implements RpcMessage {}

  /** Asks for nothing. */
  record Notification(String method, Map<String, Object> params) implements RpcMessage {}
}
