package io.piecemeal.http.server.problem;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call that a caller can make next, spelled out so that a program can make it without reading
 * prose.
 *
 * @param body the members to send; a caller adds what only it knows (such as {@code data})
 */
public record NextCall(String method, String path, Map<String, Object> body) {

  /** Read the limits, which anyone who calls may have to know. */
  public static NextCall limits() {
    return new NextCall("GET", "/limits", Map.of());
  }

  /** The members in the order in which they are written. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("method", method);
    members.put("path", path);
    if (!body.isEmpty()) {
      members.put("body", body);
    }
    return members;
  }
}
