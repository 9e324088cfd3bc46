package io.piecemeal.mcp.protocol.rpc;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at parameters before the SDK does, which takes their types for granted. */
public final class ParamsCheck {

  private ParamsCheck() {}

  /**
   * Also reads what can be read in one way only: arguments as the text of an object, as some models
   * write them.
   *
   * @return the request as the SDK takes it
   * @throws RpcRejected if a parameter that the method needs is missing or of the wrong type
   */
  public static RpcMessage.Request require(RpcMessage.Request request) {
    Map<String, Object> params = request.params();
    @Nullable Object meta = params.get("_meta");
    require(meta == null || meta instanceof Map, "'_meta' has to be an object");
    switch (request.method()) {
      case "tools/call" -> {
        require(params.get("name") instanceof String, "'name' has to be a string");
        return withArguments(request, arguments(params.get("arguments")));
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
        require(
            Json.canBe(params, McpSchema.InitializeRequest.class),
            "'capabilities' or 'clientInfo' have a member of another type than the protocol's");
      }
      default -> {}
    }
    return request;
  }

  private static Map<?, ?> arguments(@Nullable Object sent) {
    return switch (sent) {
      case null -> Map.of();
      case Map<?, ?> members -> members;
      case String text when text.isBlank() -> Map.of();
      case String text -> Json.readObject(text).orElseThrow(ParamsCheck::noObject);
      default -> throw noObject();
    };
  }

  private static RpcRejected noObject() {
    return invalid("'arguments' has to be an object");
  }

  private static RpcMessage.Request withArguments(RpcMessage.Request request, Map<?, ?> arguments) {
    Map<String, Object> params = new LinkedHashMap<>(request.params());
    params.put("arguments", arguments);
    return new RpcMessage.Request(request.id(), request.method(), params);
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw invalid(sentence);
    }
  }

  private static RpcRejected invalid(String sentence) {
    return RpcRejected.of(RpcError.INVALID_PARAMS, "Invalid params: " + sentence + ".");
  }
}
