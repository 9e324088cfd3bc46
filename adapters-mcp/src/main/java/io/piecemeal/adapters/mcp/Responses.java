package io.piecemeal.adapters.mcp;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.piecemeal.adapters.mcp.answer.OverloadAdvice;
import io.piecemeal.http.server.guard.BodyTooLargeException;
import io.piecemeal.http.server.guard.Overloaded;
import io.piecemeal.mcp.protocol.rpc.Json;
import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers of this adapter, errors too: clients of the protocol read JSON-RPC, and no problems. */
final class Responses {

  /** Seconds: other calls are done by then. */
  private static final String SOON = "1";

  private Responses() {}

  static MutableHttpResponse<byte[]> result(Object id, Map<String, Object> result) {
    return json(HttpStatus.OK, Json.bytes(members(id, result)));
  }

  /** The message that answers a request. */
  static Map<String, Object> members(Object id, Map<String, Object> result) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", id);
    message.put("result", result);
    return message;
  }

  static MutableHttpResponse<byte[]> of(RpcRejected rejected) {
    return json(HttpStatus.valueOf(rejected.error().status()), Json.bytes(error(rejected)));
  }

  /** The message that refuses a request. */
  static Map<String, Object> error(RpcRejected rejected) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", rejected.id());
    message.put("error", rejected.member());
    return message;
  }

  static HttpResponse<byte[]> of(BodyTooLargeException tooLarge) {
    return of(
        RpcRejected.of(
                RpcError.BODY_TOO_LARGE,
                "The body of a call has at most %s bytes: send smaller chunks."
                    .formatted(tooLarge.limit()))
            .with("max_body_bytes", tooLarge.limit().value()));
  }

  static HttpResponse<byte[]> of(Overloaded overloaded) {
    return of(RpcRejected.of(
            RpcError.BUSY, OverloadAdvice.of(overloaded.overload()) + " Send the same call again."))
        .header(HttpHeaders.RETRY_AFTER, SOON);
  }

  /**
   * The same as the one event of a stream, for who takes nothing else. What is refused stays JSON:
   * it is no answer of the protocol's, and read by people.
   */
  static HttpResponse<byte[]> asEvent(HttpResponse<byte[]> answer) {
    return answer
        .getBody()
        .filter(_ -> answer.status() == HttpStatus.OK)
        .<HttpResponse<byte[]>>map(
            message ->
                HttpResponse.ok(event(message))
                    .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store"))
        .orElse(answer);
  }

  /** JSON that is written without line ends needs no more than one line. */
  static byte[] event(byte[] message) {
    ByteArrayOutputStream event = new ByteArrayOutputStream(message.length + 32);
    event.writeBytes("event: message\ndata: ".getBytes(StandardCharsets.US_ASCII));
    event.writeBytes(message);
    event.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
    return event.toByteArray();
  }

  static MutableHttpResponse<byte[]> json(HttpStatus status, byte[] message) {
    return HttpResponse.<byte[]>status(status)
        .body(message)
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
