package io.piecemeal.mcp.protocol.rpc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a client tells the reports on one request by, where it wants some: {@code
 * params._meta.progressToken}.
 *
 * @param value a string or an integer, as it was sent
 */
public record ProgressToken(Object value) {

  /** The token of a request; empty if its client wants no reports, or named none that may be. */
  public static Optional<ProgressToken> of(RpcMessage.Request request) {
    return request.params().get("_meta") instanceof Map<?, ?> meta
        ? Optional.ofNullable(meta.get("progressToken"))
            .filter(ProgressToken::isToken)
            .map(ProgressToken::new)
        : Optional.empty();
  }

  private static boolean isToken(Object value) {
    return value instanceof String || RpcReader.isInteger(value);
  }

  /**
   * The message that reports.
   *
   * @param progress more than in the report before
   * @param total what it comes to in the end, if that is known
   */
  public Map<String, Object> report(long progress, OptionalLong total) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("progressToken", value);
    params.put("progress", progress);
    total.ifPresent(most -> params.put("total", most));
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("method", "notifications/progress");
    message.put("params", params);
    return message;
  }
}
