package io.piecemeal.adapters.http.problem;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call that a caller can make next, spelled out so that a program can make it without reading
 * prose.
 *
 * @param body the members to send; a caller adds what only it knows (such as {@code data})
 */
public record NextCall(String method, String path, Map<String, Object> body) {

  /** Read the current state of a file. */
  public static NextCall find(FileId file) {
    return new NextCall("GET", "/files/" + file, Map.of());
  }

  /** Read which chunks a file consists of. */
  public static NextCall chunks(FileId file) {
    return new NextCall("GET", "/uploads/" + file + "/chunks", Map.of());
  }

  /** Append where the file ends. */
  public static NextCall append(FileId file, ByteCount size) {
    return new NextCall("PUT", "/uploads/" + file, Map.of("offset", size.value()));
  }

  /** Take back everything behind {@code target}. */
  public static NextCall rewind(FileId file, ByteCount target, ByteCount size) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("to_size", target.value());
    body.put("if_size", size.value());
    return new NextCall("POST", "/uploads/" + file + "/rewind", body);
  }

  /** Start over with a new session. */
  public static NextCall open() {
    return new NextCall("POST", "/uploads", Map.of());
  }

  /** Read which files there are. */
  public static NextCall list() {
    return new NextCall("GET", "/files", Map.of());
  }

  /** Read the limits. */
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
