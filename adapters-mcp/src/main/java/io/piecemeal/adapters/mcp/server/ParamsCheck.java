package io.piecemeal.adapters.mcp.server;

import io.piecemeal.adapters.mcp.rpc.RpcError;
import io.piecemeal.adapters.mcp.rpc.RpcMessage;
import io.piecemeal.adapters.mcp.rpc.RpcRejected;
import java.util.Map;

/** Looks at parameters before the SDK does, which takes their types for granted. */
final class ParamsCheck {

  private ParamsCheck() {}

  /**
   * @throws RpcRejected if a parameter that the method needs is missing or of the wrong type
   */
  static void require(RpcMessage.Request request) {
    Map<String, Object> params = request.params();
    switch (request.method()) {
      case "tools/call" -> {
        require(params.get("name") instanceof String, "'name' has to be a string");
        Object arguments = params.get("arguments");
        require(arguments == null || arguments instanceof Map, "'arguments' has to be an object");
      }
      case "resources/read" ->
          require(params.get("uri") instanceof String, "'uri' has to be a string");
      case "initialize" -> {
        require(
            params.get("protocolVersion") instanceof String,
            "'protocolVersion' has to be a string");
        require(params.get("capabilities") instanceof Map, "'capabilities' has to be an object");
        require(
            params.get("clientInfo") instanceof Map<?, ?> info
                && info.get("name") instanceof String
                && info.get("version") instanceof String,
            "'clientInfo' has to be an object with 'name' and 'version'");
      }
      default -> {}
    }
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw RpcRejected.of(RpcError.INVALID_PARAMS, "Invalid params: " + sentence + ".");
    }
  }
}
