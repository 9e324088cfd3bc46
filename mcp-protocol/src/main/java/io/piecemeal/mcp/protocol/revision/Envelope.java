package io.piecemeal.mcp.protocol.revision;

import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcMessage;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a message says of itself in {@code params._meta} (revision 2026-07-28). */
record Envelope(Map<?, ?> meta) {

  private static final String VERSION = "io.modelcontextprotocol/protocolVersion";
  private static final String CLIENT = "io.modelcontextprotocol/clientInfo";
  private static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

  static Envelope of(RpcMessage message) {
    return new Envelope(message.params().get("_meta") instanceof Map<?, ?> meta ? meta : Map.of());
  }

  /** Whether there is one at all: other members of {@code _meta} are older than it. */
  boolean isThere() {
    return meta.containsKey(VERSION);
  }

  Optional<String> version() {
    return meta.get(VERSION) instanceof String version ? Optional.of(version) : Optional.empty();
  }

  /** No modes at all mean the one that is older, a form. */
  boolean opensPages() {
    return meta.get(CAPABILITIES) instanceof Map<?, ?> all
        && all.get("elicitation") instanceof Map<?, ?> modes
        && modes.get("url") instanceof Map;
  }

  /**
   * Who sends it may stay unsaid.
   *
   * @throws RpcRejected if something is missing or has the wrong type
   */
  void requireComplete() {
    List<String> missing =
        Stream.of(VERSION, CAPABILITIES).filter(key -> meta.get(key) == null).toList();
    if (!missing.isEmpty()) {
      throw RpcRejected.of(
              RpcError.INVALID_ENVELOPE,
              "Invalid params: add to 'params._meta': %s.".formatted(String.join(", ", missing)))
          .with("missing", missing);
    }
    require(version().isPresent(), VERSION, "a string");
    require(meta.get(CAPABILITIES) instanceof Map, CAPABILITIES, "an object");
    Object client = meta.get(CLIENT);
    require(
        client == null
            || (client instanceof Map<?, ?> info
                && info.get("name") instanceof String
                && info.get("version") instanceof String),
        CLIENT,
        "an object with 'name' and 'version'");
  }

  private static void require(boolean holds, String key, String form) {
    if (!holds) {
      throw RpcRejected.of(
              RpcError.INVALID_ENVELOPE,
              "Invalid params: '%s' in 'params._meta' has to be %s.".formatted(key, form))
          .with("invalid", key);
    }
  }
}
