package io.piecemeal.adapters.mcp;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.piecemeal.adapters.mcp.guard.BodyTooLargeException;
import io.piecemeal.adapters.mcp.guard.BusyException;
import io.piecemeal.adapters.mcp.rpc.Json;
import io.piecemeal.adapters.mcp.rpc.RpcError;
import io.piecemeal.adapters.mcp.rpc.RpcRejected;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers of this adapter, errors too: clients of the protocol read JSON-RPC, and no problems. */
final class Responses {

  /** Seconds: other calls are done by then. */
  private static final String SOON = "1";

  private Responses() {}

  static HttpResponse<byte[]> result(Object id, Map<String, Object> result) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", id);
    message.put("result", result);
    return json(HttpStatus.OK, message);
  }

  static MutableHttpResponse<byte[]> of(RpcRejected rejected) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", rejected.id());
    message.put("error", rejected.member());
    return json(HttpStatus.valueOf(rejected.error().status()), message);
  }

  static HttpResponse<byte[]> of(BodyTooLargeException tooLarge) {
    return of(
        RpcRejected.of(
                RpcError.BODY_TOO_LARGE,
                "The body of a call has at most %s bytes: send smaller chunks."
                    .formatted(tooLarge.limit()))
            .with("max_body_bytes", tooLarge.limit().value()));
  }

  static HttpResponse<byte[]> of(BusyException busy) {
    return of(RpcRejected.of(RpcError.BUSY, busy.sentence() + " Send the same call again."))
        .header(HttpHeaders.RETRY_AFTER, SOON);
  }

  private static MutableHttpResponse<byte[]> json(HttpStatus status, Map<String, Object> message) {
    return HttpResponse.<byte[]>status(status)
        .body(Json.bytes(message))
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
