package io.piecemeal.http.server.problem;

import io.micronaut.http.HttpStatus;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Map;

/**
 * How a dialect says errors whose clients know no problem+json: all errors of its paths, those of
 * the server itself as well.
 */
public interface ErrorForm {

  /** Whether this is a path of the dialect. */
  boolean speaks(String path);

  /** Says a problem that a request to such a path ended with. */
  Said say(Problem problem, Call call);

  /** What the problem was the answer to. */
  record Call(String method, String path, String requestId) {

    /** Of a request that is none of the framework's. */
    public static Call of(HttpRequest request, String requestId) {
      return new Call(request.method().name(), request.uri().replaceFirst("[?#].*", ""), requestId);
    }
  }

  /**
   * An error in the form of a dialect.
   *
   * @param body to be written as JSON
   * @param headers beside those that every problem has
   */
  record Said(HttpStatus status, Map<String, Object> body, Map<String, String> headers) {}
}
