package io.piecemeal.adapters.mcp.server;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.piecemeal.adapters.mcp.answer.FailedCall;
import io.piecemeal.adapters.mcp.answer.ToolError;
import io.piecemeal.adapters.mcp.answer.ToolErrors;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.tool.AskingTool;
import io.piecemeal.adapters.mcp.tool.Tool;
import io.piecemeal.adapters.mcp.tool.ToolDescription;
import io.piecemeal.application.port.in.Authorize;
import io.piecemeal.application.port.in.Authorize.Attempted;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.http.server.metrics.ToolErrorCounts;
import io.piecemeal.mcp.protocol.revision.ClientInput;
import io.piecemeal.mcp.protocol.rpc.Json;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tool as the SDK knows it. Whatever it throws becomes a result that an agent can act on. */
@Singleton
final class ToolHandler {

  /** In {@code _meta}, the facts of an error for programs. */
  static final String ERROR = "io.piecemeal/error";

  /** In {@code _meta} of a tool, the parameters that ChatGPT fills with files of its own. */
  static final String FILE_PARAMETERS = "openai/fileParams";

  /** The argument that all tools about one file have. */
  private static final String FILE = "file_id";

  private final ToolErrorCounts errors;
  private final Authorize authorize;

  ToolHandler(ToolErrorCounts errors, Authorize authorize) {
    this.errors = errors;
    this.authorize = authorize;
  }

  SyncToolSpecification specification(Tool tool) {
    return new SyncToolSpecification(
        schema(tool.description()), (context, request) -> call(tool, context, request.arguments()));
  }

  private static McpSchema.Tool schema(ToolDescription description) {
    return McpSchema.Tool.builder(description.name(), description.inputSchema())
        .title(description.title())
        .description(description.text())
        .outputSchema(description.output().members())
        .annotations(annotations(description))
        .meta(meta(description))
        .build();
  }

  /** What a host that has files of its own is told; others take no notice. */
  private static @Nullable Map<String, Object> meta(ToolDescription description) {
    return description.files().isEmpty() ? null : Map.of(FILE_PARAMETERS, description.files());
  }

  /** All but one are about files of one owner on this service: a closed world. */
  private static McpSchema.ToolAnnotations annotations(ToolDescription description) {
    McpSchema.ToolAnnotations.Builder hints =
        McpSchema.ToolAnnotations.builder().title(description.title()).openWorldHint(false);
    return switch (description.behaviour()) {
      case READS -> hints.readOnlyHint(true).destructiveHint(false).idempotentHint(true).build();
      case ADDS -> hints.readOnlyHint(false).destructiveHint(false).idempotentHint(false).build();
      case FETCHES ->
          hints
              .openWorldHint(true)
              .readOnlyHint(false)
              .destructiveHint(false)
              .idempotentHint(false)
              .build();
      case ADDS_ONCE ->
          hints.readOnlyHint(false).destructiveHint(false).idempotentHint(true).build();
      case TAKES_AWAY ->
          hints.readOnlyHint(false).destructiveHint(true).idempotentHint(true).build();
    };
  }

  private McpSchema.CallToolResult call(
      Tool tool, McpTransportContext context, @Nullable Map<String, Object> arguments) {
    Map<String, Object> sent = arguments == null ? Map.of() : arguments;
    try {
      Owner owner = owner(tool, HandlerTransport.caller(context), sent);
      return done(tool.call(owner, Arguments.of(tool.description().parameters(), sent)));
    } catch (IOException | RuntimeException e) {
      return refused(tool, sent, e);
    }
  }

  /**
   * One round of a call, which the SDK has no result for.
   *
   * @return the members of the answer's {@code result}
   * @throws RpcRejected if what the client says of the round before is refused
   */
  Map<String, Object> reply(
      AskingTool tool, Caller caller, Map<String, Object> sent, ClientInput input) {
    try {
      Arguments arguments = Arguments.of(tool.description().parameters(), sent);
      return switch (tool.reply(owner(tool, caller, sent), arguments, input)) {
        case AskingTool.Reply.Done reply -> Json.members(done(reply.facts()));
        case AskingTool.Reply.Asks reply -> reply.required().members();
      };
    } catch (RpcRejected e) {
      throw e;
    } catch (RuntimeException e) {
      return Json.members(refused(tool, sent, e));
    }
  }

  private Owner owner(Tool tool, Caller caller, Map<String, Object> sent) {
    ToolDescription called = tool.description();
    return authorize.require(caller, called.needs(), () -> attempt(called.name(), sent));
  }

  /**
   * @param name of a tool that there is
   * @param sent the arguments, as they came
   */
  static Attempted attempt(String name, Map<?, ?> sent) {
    Optional<FileId> file =
        sent.get(FILE) instanceof String id ? FileId.parse(id) : Optional.empty();
    return new Attempted(Methods.TOOLS_CALL + " " + name, file);
  }

  private static McpSchema.CallToolResult done(Map<String, Object> answer) {
    return result(Json.text(answer)).structuredContent(answer).isError(false).build();
  }

  private McpSchema.CallToolResult refused(Tool tool, Map<String, Object> sent, Exception e) {
    ToolError error = ToolErrors.of(e);
    errors.count(error.code());
    ToolDescription called = tool.description();
    return refused(error, new FailedCall(called.name(), called.parameters(), sent));
  }

  /**
   * Without structured content: clients validate it against the success schema, and show the
   * mismatch in the place of the error. Many show models nothing but the text.
   */
  private static McpSchema.CallToolResult refused(ToolError error, FailedCall failed) {
    return result(error.text(failed))
        .isError(true)
        .meta(Map.of(ERROR, error.members(failed)))
        .build();
  }

  private static McpSchema.CallToolResult.Builder result(String text) {
    return McpSchema.CallToolResult.builder(List.of(McpSchema.TextContent.builder(text).build()));
  }
}
