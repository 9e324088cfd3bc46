package io.piecemeal.faults.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.RequestHead;
import io.piecemeal.harness.http.ResponseHead;
import io.piecemeal.harness.proc.Loopback;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request exactly once, over one connection that is made anew after each failure. For
 * one thread at a time.
 */
public final class Caller implements AutoCloseable {

  /** Longer than the service lets anything take. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String JSON = "Content-Type: application/json";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SERVER_ERROR = 500;

  /** Codes that promise that nothing was changed. */
  private static final Set<String> NOT_DONE =
      Set.of("unavailable", "insufficient-storage", "rate-limited", "request-timeout");

  private @Nullable HttpConnection connection;
  private int port;

  /** A caller of a service on a port of this machine. */
  public Caller(int port) {
    this.port = port;
  }

  /** Calls another one from now on. */
  public void callAt(int next) {
    if (next != port) {
      close();
      port = next;
    }
  }

  /** Sends a request with a body of JSON, or an empty one. */
  public Answer call(String method, String target, String body) {
    HttpConnection open;
    try {
      open = connection();
    } catch (IOException failure) {
      return new Answer.NotDone("no connection: " + failure);
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(StandardCharsets.ISO_8859_1));
      RequestHead head = RequestHead.of(method, target, ServiceCommand.AUTHORIZATION, JSON);
      ResponseHead answer = open.request(head, bytes);
      return read(answer, open.readBody(answer));
    } catch (IOException failure) {
      close();
      return new Answer.Unknown(failure.toString());
    }
  }

  /**
   * The bytes that are the answer to a request.
   *
   * @throws IOException if there is none, it breaks off or it is no success
   */
  public byte[] bytes(String target) throws IOException {
    try {
      HttpConnection open = connection();
      ResponseHead head = open.request(RequestHead.of("GET", target, ServiceCommand.AUTHORIZATION));
      byte[] body = open.readBody(head);
      if (!head.succeeded()) {
        throw new IOException("%s was answered %d".formatted(target, head.status()));
      }
      return body;
    } catch (IOException failure) {
      close();
      throw failure;
    }
  }

  private HttpConnection connection() throws IOException {
    HttpConnection open = connection;
    if (open == null) {
      open = HttpConnection.open(Loopback.port(port), PATIENCE);
      connection = open;
    }
    return open;
  }

  private Answer read(ResponseHead head, byte[] body) throws IOException {
    if (head.header("connection").filter("close"::equalsIgnoreCase).isPresent()) {
      close();
    }
    JsonNode json = body.length == 0 ? MissingNode.getInstance() : MAPPER.readTree(body);
    if (head.succeeded()) {
      return new Answer.Done(head.status(), json);
    }
    String code = json.path("code").asText();
    if (NOT_DONE.contains(code)) {
      return new Answer.NotDone(code);
    }
    return head.status() >= SERVER_ERROR
        ? new Answer.Unknown(head.status() + " " + code)
        : new Answer.Refused(head.status(), code, json);
  }

  @Override
  public void close() {
    HttpConnection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException failure) {
        System.getLogger(Caller.class.getName())
            .log(System.Logger.Level.DEBUG, "not closed", failure);
      }
    }
  }
}
