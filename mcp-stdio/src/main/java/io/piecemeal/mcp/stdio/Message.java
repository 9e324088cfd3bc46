package io.piecemeal.mcp.stdio;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message of JSON-RPC, or a batch of them, as far as a bridge has to know it.
 *
 * @param json as it was sent
 */
record Message(JsonNode json) {

  /** Its bytes are bounded before they come here, so that a string may take all of them. */
  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          // An id is repeated as it was sent, also one that no number of this machine is.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final String ID = "id";
  private static final String METHOD = "method";

  /** Where a message says what it is itself (revision 2026-07-28). */
  private static final String VERSION = "io.modelcontextprotocol/protocolVersion";

  /** Reads one; empty if it is none. */
  static Optional<Message> read(byte[] bytes) {
    try {
      return Optional.of(JSON.readTree(bytes))
          .filter(json -> json.isObject() || (json.isArray() && !json.isEmpty()))
          .map(Message::new);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private Stream<JsonNode> parts() {
    return json.isArray() ? json.valueStream() : Stream.of(json);
  }

  /** The ids under which the sender waits for an answer. */
  List<JsonNode> requestIds() {
    return parts()
        .filter(part -> part.has(METHOD))
        .map(part -> part.path(ID))
        .filter(Message::isId)
        .toList();
  }

  /** The id of the request that this takes back: {@code notifications/cancelled}. */
  Optional<JsonNode> cancelledId() {
    return method()
        .filter("notifications/cancelled"::equals)
        .map(method -> json.path("params").path("requestId"))
        .filter(Message::isId);
  }

  /** The ids of the requests that these messages answer. */
  List<JsonNode> answeredIds() {
    return parts()
        .filter(part -> !part.has(METHOD))
        .map(part -> part.path(ID))
        .filter(Message::isId)
        .toList();
  }

  /** Whether all of it are notifications, which are never answered. */
  boolean isNotification() {
    return parts().allMatch(part -> part.has(METHOD) && !part.has(ID));
  }

  /** Whether it speaks JSON-RPC, and is not, for instance, a problem of HTTP. */
  boolean isRpc() {
    return parts().allMatch(part -> part.has("jsonrpc"));
  }

  /** The error that names no request, as of one that could not be read. */
  boolean isErrorOfNoRequest() {
    return json.has("error") && !isId(json.path(ID));
  }

  Optional<String> method() {
    return text(json.path(METHOD));
  }

  /** What the request is about: the name of a tool, the URI of a resource. */
  Optional<String> subject() {
    JsonNode params = json.path("params");
    return switch (method().orElse("")) {
      case "tools/call", "prompts/get" -> text(params.path("name"));
      case "resources/read" -> text(params.path("uri"));
      default -> Optional.empty();
    };
  }

  /** The revision of the protocol that it names for itself. */
  Optional<String> statedVersion() {
    return text(json.path("params").path("_meta").path(VERSION));
  }

  /** The revision that an answer to {@code initialize} agrees on. */
  Optional<String> agreedVersion() {
    return text(json.path("result").path("protocolVersion"));
  }

  private static boolean isId(JsonNode node) {
    return node.isString() || node.isNumber();
  }

  private static Optional<String> text(JsonNode node) {
    return node.isString() ? Optional.of(node.asString()) : Optional.empty();
  }
}
