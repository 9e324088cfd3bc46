package io.piecemeal.adapters.mcp.answer;

import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.FileId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The call to make next.
 *
 * @param arguments those that are known; the agent adds what only it knows, such as {@code data}
 */
record NextTool(String tool, Map<String, Object> arguments) {

  static NextTool create() {
    return new NextTool("upload_create", Map.of());
  }

  static NextTool list() {
    return new NextTool("file_list", Map.of());
  }

  static NextTool status(FileId file) {
    return new NextTool("upload_status", Map.of("file_id", file.value()));
  }

  /** Look at a file as soon as something about it has changed. */
  static NextTool waiting(FileId file) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("file_id", file.value());
    arguments.put("wait_seconds", 30);
    return new NextTool("upload_status", arguments);
  }

  static NextTool ticket(FileId file) {
    return new NextTool("upload_ticket", Map.of("file_id", file.value()));
  }

  static NextTool append(FileId file, ByteCount offset) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("file_id", file.value());
    arguments.put("offset", offset.value());
    return new NextTool("upload_append", arguments);
  }

  static NextTool rewind(FileId file, ByteCount target, ByteCount size) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("file_id", file.value());
    arguments.put("to_size", target.value());
    arguments.put("if_size", size.value());
    return new NextTool("upload_rewind", arguments);
  }

  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("tool", tool);
    members.put("arguments", arguments);
    return members;
  }
}
