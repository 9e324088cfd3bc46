package io.piecemeal.mcp.stdio;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why a request got no answer of the protocol, and what to do about it.
 *
 * @param code of JSON-RPC
 * @param message for the one who reads it, with the next step
 */
record Failure(int code, String message) {

  private static final int NOT_JSON = -32700;
  private static final int TOO_LONG = -32600;
  private static final int NO_ANSWER = -32000;

  private static final String SAME_CALL =
      "Whether it was carried out is not known: send the same call again, upload_append with the"
          + " same offset.";

  static Failure notJson() {
    return new Failure(
        NOT_JSON,
        "Parse error: a line has to be one message of JSON-RPC, in UTF-8 and without line breaks");
  }

  static Failure tooLong(int limit) {
    return new Failure(
        TOO_LONG, "A message has at most %d bytes here: send smaller chunks".formatted(limit));
  }

  /** The service ended its answer without one to this request. */
  static Failure noAnswer(URI service) {
    return new Failure(
        NO_ANSWER, "%s ended its answer too early. %s".formatted(service, SAME_CALL));
  }

  /** The request did not get through, or its answer did not come back. */
  static Failure of(URI service, IOException cause) {
    String reason = reason(cause);
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return new Failure(
          NO_ANSWER,
          ("Cannot connect to %s (%s): nothing was sent. Is the service running ('./piecemeal"
                  + " serve'), and is this its address? --url (PIECEMEAL_URL) says where it is")
              .formatted(service, reason));
    }
    if (cause instanceof SSLException) {
      return new Failure(
          NO_ANSWER, "No TLS with %s (%s): nothing was sent".formatted(service, reason));
    }
    return new Failure(
        NO_ANSWER, "The connection to %s broke (%s). %s".formatted(service, reason, SAME_CALL));
  }

  /** The service, or a proxy before it, answered with something else than the protocol's. */
  static Failure of(URI service, int status, HttpHeaders headers, byte[] body) {
    String said = detail(body).map(": %s"::formatted).orElse("");
    return new Failure(
        NO_ANSWER, "HTTP %d of %s%s. %s".formatted(status, service, said, advice(status, headers)));
  }

  private static String advice(int status, HttpHeaders headers) {
    return switch (status) {
      case 301, 302, 303, 307, 308 ->
          headers
              .firstValue("Location")
              .map(
                  "It is somewhere else, and the key is not sent there: set --url to %s"::formatted)
              .orElse("Set --url (PIECEMEAL_URL) to where the service really is");
      case 401, 403 ->
          "Check the key in PIECEMEAL_KEY or in the file of --key-file; './piecemeal keys create'"
              + " makes one";
      case 200, 202, 404, 405 ->
          "Is this the address of Piecemeal? --url (PIECEMEAL_URL) says where it is";
      case 413 -> "Send smaller chunks";
      case 429, 503 ->
          headers
              .firstValue("Retry-After")
              .map("Send the same call again in %s s"::formatted)
              .orElse("Send the same call again soon");
      case 502, 504 -> SAME_CALL;
      default -> "See the log of the service";
    };
  }

  /** The sentence of a problem (RFC 9457) or of an error, without its full stop. */
  private static Optional<String> detail(byte[] body) {
    return Message.read(body)
        .map(Message::json)
        .flatMap(
            problem ->
                Stream.of("/detail", "/title", "/error/message")
                    .map(problem::at)
                    .filter(JsonNode::isString)
                    .map(JsonNode::asString)
                    .findFirst())
        .map(sentence -> sentence.replaceFirst("\\.$", ""));
  }

  /** An exception of the connection often has no words, but its cause. */
  private static String reason(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    return e instanceof ConnectException ? "nothing listens there" : e.getClass().getSimpleName();
  }

  /** The answer to a request. */
  byte[] answer(JsonNode id) {
    ObjectNode answer = Message.JSON.createObjectNode();
    answer.put("jsonrpc", "2.0").set("id", id);
    answer.putObject("error").put("code", code).put("message", message);
    return Message.JSON.writeValueAsBytes(answer);
  }
}
