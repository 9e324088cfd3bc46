package io.piecemeal.mcp.protocol.revision;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of a call that cannot be answered yet: what the client is to ask its person, and what
 * it is to send along when it makes the call again (revision 2026-07-28).
 *
 * @param requests questions by their names; empty if the client is only to call again
 */
public record InputRequired(Map<String, Object> requests, String requestState) {

  /** Only the same call once more. */
  public static InputRequired again(String requestState) {
    return new InputRequired(Map.of(), requestState);
  }

  /**
   * A person is to open a page.
   *
   * @param name what the client's answer has as its name
   * @param message what they are told before they do
   */
  public static InputRequired page(String name, String url, String message, String requestState) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("mode", "url");
    params.put("message", message);
    params.put("url", url);
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("method", "elicitation/create");
    request.put("params", params);
    return new InputRequired(Map.of(name, request), requestState);
  }

  /** The members of the answer's {@code result}. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("resultType", "input_required");
    if (!requests.isEmpty()) {
      members.put("inputRequests", requests);
    }
    members.put("requestState", requestState);
    return members;
  }
}
