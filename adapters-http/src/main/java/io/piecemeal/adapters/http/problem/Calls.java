package io.piecemeal.adapters.http.problem;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.http.server.problem.NextCall;
import java.util.LinkedHashMap;
import java.util.Map;

/** The calls of this API that can be the next one. */
public final class Calls {

  private Calls() {}

  /** Read the current state of a file. */
  static NextCall find(FileId file) {
    return new NextCall("GET", "/files/" + file, Map.of());
  }

  /** Read which chunks a file consists of. */
  static NextCall chunks(FileId file) {
    return new NextCall("GET", "/uploads/" + file + "/chunks", Map.of());
  }

  /** Append where the file ends. */
  static NextCall append(FileId file, ByteCount size) {
    return new NextCall("PUT", "/uploads/" + file, Map.of("offset", size.value()));
  }

  /** Take back everything behind {@code target}. */
  public static NextCall rewind(FileId file, ByteCount target, ByteCount size) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("to_size", target.value());
    body.put("if_size", size.value());
    return new NextCall("POST", "/uploads/" + file + "/rewind", body);
  }

  /** Import into a file; only the caller knows from where. */
  static NextCall importAgain(FileId file) {
    return new NextCall("POST", "/uploads/" + file + "/import", Map.of());
  }

  /** Start over with a new session. */
  static NextCall open() {
    return new NextCall("POST", "/uploads", Map.of());
  }

  /** Read which files there are. */
  static NextCall list() {
    return new NextCall("GET", "/files", Map.of());
  }
}
