package io.piecemeal.adapters.mcp.answer;

import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.domain.upload.FileId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The call that did not do what it was made for.
 *
 * @param parameters of the tool, in their order
 * @param arguments as they were sent, known or not
 */
public record FailedCall(String tool, List<Parameter> parameters, Map<String, Object> arguments) {

  /** Characters: a longer value is not repeated to who sent it. */
  private static final int LONGEST_REPEATED = 256;

  /** What is sent to be stored is never in an answer that refuses it. */
  private static final Set<String> BYTES = Set.of("data", "file");

  /**
   * The same call once more. Long values, bytes of files, and required ones that were not sent, are
   * named only.
   */
  NextTool again() {
    NextTool next = new NextTool(tool);
    for (Parameter parameter : parameters) {
      Object value = arguments.get(parameter.name());
      if (value == null) {
        if (parameter.presence() == Parameter.Presence.REQUIRED) {
          next = next.adding(parameter.name());
        }
      } else if (isShort(value) && !BYTES.contains(parameter.name())) {
        next = next.with(parameter.name(), value);
      } else {
        next = next.adding(parameter.name());
      }
    }
    return next;
  }

  /** The same call with another value for one of its arguments, which only its sender knows. */
  NextTool againWithout(String name) {
    NextTool same = again();
    return parameters.stream().anyMatch(parameter -> parameter.name().equals(name))
        ? same.adding(name)
        : same;
  }

  /** The same call for a file that there is now, where it was to make one. */
  NextTool againInto(FileId file) {
    Map<String, Object> others = new LinkedHashMap<>(arguments);
    others.remove("filename");
    others.remove("content_type");
    others.put("file_id", file.value());
    return new FailedCall(tool, parameters, others).again();
  }

  /** The same call with another name for an argument, unless that one was sent too. */
  FailedCall renaming(String name, String to) {
    Object value = arguments.get(name);
    return value == null || arguments.containsKey(to) ? this : with(Map.of(to, value));
  }

  /** The same call with other arguments in the place of some, or besides. */
  FailedCall with(Map<String, Object> others) {
    Map<String, Object> all = new LinkedHashMap<>(arguments);
    all.putAll(others);
    return new FailedCall(tool, parameters, all);
  }

  /** Finds out how things stand: of the file that the call was about, if it was about one. */
  NextTool look() {
    return fileId().map(NextTool::status).orElseGet(NextTool::list);
  }

  /** Reads the file that the call was about, if it was about one. */
  NextTool read() {
    return fileId()
        .map(file -> new NextTool("file_read").with("file_id", file).with("offset", 0))
        .orElseGet(NextTool::list);
  }

  private Optional<String> fileId() {
    return arguments.get("file_id") instanceof String id && isShort(id)
        ? Optional.of(id)
        : Optional.empty();
  }

  private static boolean isShort(Object value) {
    return value instanceof Number
        || value instanceof Boolean
        || (value instanceof String text && text.length() <= LONGEST_REPEATED);
  }
}
