package io.piecemeal.mcp.protocol.rpc;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that is refused for its form, before anything was done for it. Carries no stack trace:
 * it is an answer.
 */
public final class RpcRejected extends RuntimeException {

  private final RpcError error;
  private final transient @Nullable Object id;
  private final transient Map<String, Object> data;

  private RpcRejected(
      RpcError error, String message, @Nullable Object id, Map<String, Object> data) {
    super(message, null, false, false);
    this.error = error;
    this.id = id;
    this.data = data;
  }

  /**
   * @param message a sentence for the author of the client
   */
  public static RpcRejected of(RpcError error, String message) {
    return new RpcRejected(error, message, null, Map.of());
  }

  /** The same with the facts in {@code data}, in their order. */
  public RpcRejected with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(data);
    more.put(name, value);
    return new RpcRejected(error, sentence(), id, more);
  }

  /** The same as the answer to the message with this id, if it is known. */
  public RpcRejected answering(@Nullable Object id) {
    return new RpcRejected(error, sentence(), id, data);
  }

  public RpcError error() {
    return error;
  }

  /** The answer's {@code error} member. */
  public Map<String, Object> member() {
    Map<String, Object> member = new LinkedHashMap<>();
    member.put("code", error.code());
    member.put("message", sentence());
    if (!data.isEmpty()) {
      member.put("data", data);
    }
    return member;
  }

  /** The id of the message, null where it is not known. */
  public @Nullable Object id() {
    return id;
  }

  private String sentence() {
    return String.valueOf(getMessage());
  }
}
