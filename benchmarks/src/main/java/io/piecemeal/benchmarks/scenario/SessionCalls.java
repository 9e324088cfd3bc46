package io.piecemeal.benchmarks.scenario;

import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.RequestHead;
import io.piecemeal.harness.http.Response;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;

/** Calls of our API over one connection; what is refused is an {@link IOException}. */
record SessionCalls(HttpConnection connection) {

  private static final String JSON = "Content-Type: application/json";

  /**
   * Opens a session.
   *
   * @return its id
   */
  String open() throws IOException {
    return call("POST", "/uploads", "{\"filename\":\"sample.bin\"}").member("file_id");
  }

  void append(String id, String base64) throws IOException {
    Response _ = call("PUT", "/uploads/" + id, "{\"data\":\"" + base64 + "\"}");
  }

  void complete(String id) throws IOException {
    Response _ = call("POST", "/uploads/" + id + "/complete", "{}");
  }

  Response list(String query) throws IOException {
    return call("GET", "/files?" + query, "");
  }

  private Response call(String method, String target, String body) throws IOException {
    return connection.exchange(
        RequestHead.of(method, target, ServiceCommand.AUTHORIZATION, JSON), body);
  }
}
