package io.piecemeal.mcp.protocol.schema;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The JSON Schema of what a tool answers, member by member. */
public final class OutputSchema {

  private final Map<String, Object> properties = new LinkedHashMap<>();
  private final Set<String> required = new LinkedHashSet<>();

  /** A member that every answer has. */
  public OutputSchema always(String name, String type, String description) {
    required.add(name);
    return sometimes(name, type, description);
  }

  /** A member that some answers have. */
  public OutputSchema sometimes(String name, String type, String description) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    schema.put("description", description);
    properties.put(name, schema);
    return this;
  }

  /** An object within it, which every answer has. */
  public OutputSchema object(String name, OutputSchema members, String description) {
    required.add(name);
    return optionalObject(name, members, description);
  }

  /** An object within it, which some answers have. */
  public OutputSchema optionalObject(String name, OutputSchema members, String description) {
    Map<String, Object> schema = members.members();
    schema.put("description", description);
    properties.put(name, schema);
    return this;
  }

  /** A list of such objects, which every answer has. */
  public OutputSchema list(String name, OutputSchema entries, String description) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    schema.put("description", description);
    schema.put("items", entries.members());
    properties.put(name, schema);
    required.add(name);
    return this;
  }

  /** The schema as it is written. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", "object");
    members.put("properties", properties);
    members.put("required", required);
    return members;
  }
}
