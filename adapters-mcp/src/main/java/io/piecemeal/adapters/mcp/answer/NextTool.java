package io.piecemeal.adapters.mcp.answer;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.mcp.protocol.rpc.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The call to make next.
 *
 * @param arguments those that are known
 * @param added names of those that only the agent knows, such as {@code data}
 */
record NextTool(String tool, Map<String, Object> arguments, List<String> added) {

  NextTool(String tool) {
    this(tool, Map.of(), List.of());
  }

  static NextTool create() {
    return new NextTool("upload_create").adding("filename");
  }

  static NextTool list() {
    return new NextTool("file_list");
  }

  static NextTool status(FileId file) {
    return status(file.value());
  }

  static NextTool status(String fileId) {
    return new NextTool("upload_status").with("file_id", fileId);
  }

  /** Look at a file as soon as something about it has changed. */
  static NextTool waiting(FileId file) {
    return status(file).with("wait_seconds", 30);
  }

  static NextTool ticket(FileId file) {
    return new NextTool("upload_ticket").with("file_id", file.value());
  }

  static NextTool read(FileId file) {
    return new NextTool("file_read").with("file_id", file.value());
  }

  static NextTool append(FileId file, ByteCount offset) {
    return new NextTool("upload_append")
        .with("file_id", file.value())
        .with("offset", offset.value())
        .adding("encoding")
        .adding("data");
  }

  static NextTool rewind(FileId file, ByteCount target, ByteCount size) {
    return new NextTool("upload_rewind")
        .with("file_id", file.value())
        .with("to_size", target.value())
        .with("if_size", size.value());
  }

  /** The same with this argument, in the place of another value if it has one. */
  NextTool with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(arguments);
    more.put(name, value);
    return new NextTool(tool, more, added.stream().filter(each -> !each.equals(name)).toList());
  }

  /** The same with an argument left to the agent. */
  NextTool adding(String name) {
    Map<String, Object> fewer = new LinkedHashMap<>(arguments);
    fewer.remove(name);
    List<String> more = new ArrayList<>(added);
    if (!more.contains(name)) {
      more.add(name);
    }
    return new NextTool(tool, fewer, List.copyOf(more));
  }

  /** A line from which the call can be copied. */
  String line() {
    String addition = added.isEmpty() ? "" : ", with %s added".formatted(String.join(", ", added));
    return "Next call%s: %s %s".formatted(addition, tool, Json.text(arguments));
  }

  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("tool", tool);
    members.put("arguments", arguments);
    return members;
  }
}
