package io.piecemeal.adapters.mcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.adapters.mcp.tool.TestTools;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Credential;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Permission;
import io.piecemeal.mcp.protocol.revision.Revision;
import io.piecemeal.mcp.protocol.rpc.RpcMessage;
import io.piecemeal.testkit.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls as an agent makes them, by way of the SDK. */
final class McpCalls {

  /** A caller for what no call of a tool is. */
  static final Caller ALICE = caller(Samples.ALICE, Scope.OF_FILES);

  final TestTools parts;
  final Methods methods;
  private final Caller caller;

  McpCalls() {
    this(Limits.DEFAULT);
  }

  /** Whether files go past the messages. */
  enum Transfers {
    ON,
    OFF
  }

  McpCalls(Limits limits) {
    this(limits, Transfers.ON);
  }

  McpCalls(Limits limits, Transfers transfers) {
    this.parts = new TestTools(limits);
    this.methods =
        new Methods(
            parts.tools,
            parts.resources(),
            parts.completions(),
            new ToolHandler(parts.errors, (caller, scope, _) -> Permission.require(caller, scope)),
            transfers == Transfers.ON ? Optional.of(parts.transfers) : Optional.empty(),
            List.of());
    this.caller = ALICE;
  }

  private McpCalls(McpCalls other, Caller caller) {
    this.parts = other.parts;
    this.methods = other.methods;
    this.caller = caller;
  }

  McpCalls as(Owner other) {
    return new McpCalls(this, caller(other, Scope.OF_FILES));
  }

  McpCalls with(Set<Scope> scopes) {
    return new McpCalls(this, caller(caller.owner(), scopes));
  }

  private static Caller caller(Owner owner, Set<Scope> scopes) {
    return new Caller(owner, new Credential.FixedKey(), scopes);
  }

  Map<String, Object> ask(String method, Map<String, Object> params) {
    return methods.answer(caller, new RpcMessage.Request(1, method, params), Revision.HANDSHAKE);
  }

  /** The same in the newest revision. */
  Map<String, Object> askStated(String method, Map<String, Object> params) {
    return methods.answer(caller, new RpcMessage.Request(1, method, params), Revision.PER_REQUEST);
  }

  Map<String, Object> call(String tool, @Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      arguments.put((String) Objects.requireNonNull(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return ask("tools/call", Map.of("name", tool, "arguments", arguments));
  }

  /** The facts of a call that has to succeed. */
  Map<String, Object> facts(String tool, @Nullable Object... namesAndValues) {
    Map<String, Object> result = call(tool, namesAndValues);
    assertThat(result).as("%s", result).containsEntry("isError", false);
    return structured(result);
  }

  /** The facts of a call that has to fail, with its text under {@code text}. */
  Map<String, Object> error(String tool, @Nullable Object... namesAndValues) {
    Map<String, Object> result = call(tool, namesAndValues);
    assertThat(result).as("%s", result).containsEntry("isError", true);
    assertThat(result).doesNotContainKey("structuredContent");
    Map<String, Object> error =
        new LinkedHashMap<>(object(object(result, "_meta"), ToolHandler.ERROR));
    error.put("text", text(result));
    return error;
  }

  String create() {
    return (String) require(facts("upload_create", "filename", "a.bin"), "file_id");
  }

  static Map<String, Object> structured(Map<String, Object> result) {
    return object(result, "structuredContent");
  }

  static String text(Map<String, Object> result) {
    return (String) require(objects(result, "content").getFirst(), "text");
  }

  static Object require(Map<String, Object> members, String name) {
    return Objects.requireNonNull(members.get(name), name);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Map<String, Object> members, String name) {
    return (Map<String, Object>) require(members, name);
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> objects(Map<String, Object> members, String name) {
    return (List<Map<String, Object>>) require(members, name);
  }

  @SuppressWarnings("unchecked")
  static List<String> texts(Map<String, Object> members, String name) {
    return (List<String>) require(members, name);
  }
}
