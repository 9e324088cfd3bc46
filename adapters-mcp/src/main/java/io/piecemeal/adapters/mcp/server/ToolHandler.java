package io.piecemeal.adapters.mcp.server;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.piecemeal.adapters.mcp.answer.Trouble;
import io.piecemeal.adapters.mcp.answer.Troubles;
import io.piecemeal.adapters.mcp.argument.Arguments;
import io.piecemeal.adapters.mcp.rpc.Json;
import io.piecemeal.adapters.mcp.tool.Tool;
import io.piecemeal.adapters.mcp.tool.ToolDescription;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tool as the SDK knows it. Whatever it throws becomes a result that an agent can act on. */
final class ToolHandler {

  private ToolHandler() {}

  static SyncToolSpecification specification(Tool tool) {
    return new SyncToolSpecification(
        schema(tool.description()), (context, request) -> call(tool, context, request.arguments()));
  }

  private static McpSchema.Tool schema(ToolDescription description) {
    return McpSchema.Tool.builder(description.name(), description.inputSchema())
        .title(description.title())
        .description(description.text())
        .outputSchema(description.output().members())
        .annotations(annotations(description))
        .build();
  }

  /** All are about files of one owner on this service: a closed world. */
  private static McpSchema.ToolAnnotations annotations(ToolDescription description) {
    McpSchema.ToolAnnotations.Builder hints =
        McpSchema.ToolAnnotations.builder().title(description.title()).openWorldHint(false);
    return switch (description.behaviour()) {
      case READS -> hints.readOnlyHint(true).destructiveHint(false).idempotentHint(true).build();
      case ADDS -> hints.readOnlyHint(false).destructiveHint(false).idempotentHint(false).build();
      case ADDS_ONCE ->
          hints.readOnlyHint(false).destructiveHint(false).idempotentHint(true).build();
      case TAKES_AWAY ->
          hints.readOnlyHint(false).destructiveHint(true).idempotentHint(true).build();
    };
  }

  private static McpSchema.CallToolResult call(
      Tool tool, McpTransportContext context, @Nullable Map<String, Object> arguments) {
    try {
      Arguments checked =
          Arguments.of(tool.description().parameters(), arguments == null ? Map.of() : arguments);
      Map<String, Object> answer = tool.call(HandlerTransport.owner(context), checked);
      return result(Json.text(answer), answer).isError(false).build();
    } catch (IOException | RuntimeException e) {
      Trouble trouble = Troubles.of(e);
      return result(trouble.text(), trouble.members()).isError(true).build();
    }
  }

  private static McpSchema.CallToolResult.Builder result(
      String text, Map<String, Object> structured) {
    return McpSchema.CallToolResult.builder(List.of(McpSchema.TextContent.builder(text).build()))
        .structuredContent(structured);
  }
}
