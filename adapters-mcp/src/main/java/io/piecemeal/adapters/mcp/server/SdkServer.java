package io.piecemeal.adapters.mcp.server;

import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.piecemeal.adapters.mcp.resource.FileResources;
import io.piecemeal.adapters.mcp.tool.Tools;
import io.piecemeal.mcp.protocol.rpc.Json;
import java.util.List;
import java.util.Map;

/** The SDK's server with our tools and files in it, and what others add. */
final class SdkServer {

  private SdkServer() {}

  /**
   * What the server can.
   *
   * @param experimental what is none of the protocol's yet; empty for nothing
   */
  static McpSchema.ServerCapabilities capabilities(Map<String, Object> experimental) {
    McpSchema.ServerCapabilities.Builder capabilities =
        McpSchema.ServerCapabilities.builder().tools(false).resources(false, false).completions();
    return experimental.isEmpty()
        ? capabilities.build()
        : capabilities.experimental(experimental).build();
  }

  /** Builds it; the way in is all that is needed of it afterwards. */
  static HandlerTransport build(
      Tools tools,
      FileResources files,
      ToolHandler handler,
      McpSchema.ServerCapabilities capabilities,
      List<ServerAddition> additions) {
    HandlerTransport transport = new HandlerTransport();
    McpServer.StatelessSyncSpecification server =
        specification(transport, tools, files, handler).capabilities(capabilities);
    additions.forEach(addition -> addition.addTo(server));
    server.build();
    return transport;
  }

  private static McpServer.StatelessSyncSpecification specification(
      HandlerTransport transport, Tools tools, FileResources files, ToolHandler handler) {
    return McpServer.sync(transport)
        .serverInfo(ServerText.info())
        .instructions(ServerText.INSTRUCTIONS)
        .jsonMapper(Json.forSdk())
        .jsonSchemaValidator(new ParametersCheckThemselves())
        .validateToolInputs(false)
        // On the thread that has the request, and nothing else to do.
        .immediateExecution(true)
        .tools(tools.all().stream().map(handler::specification).toList())
        .resourceTemplates(
            template(
                files,
                McpSchema.ResourceTemplate.builder(FileResources.TEMPLATE, "file")
                    .title("A file")
                    .description(
                        "The content of a file of at most 256 KiB, as text where it is that.")
                    .build()),
            template(
                files,
                McpSchema.ResourceTemplate.builder(FileResources.RANGE_TEMPLATE, "file-range")
                    .title("A part of a file")
                    .description(
                        "Bytes of a file from offset on (0 by default), at most 256 KiB at once, as"
                            + " text where they are UTF-8.")
                    .build()));
  }

  /** Whichever of the two the SDK takes an address for: both are read in the same way. */
  private static SyncResourceTemplateSpecification template(
      FileResources files, McpSchema.ResourceTemplate template) {
    return new SyncResourceTemplateSpecification(
        template,
        (context, request) -> files.read(HandlerTransport.caller(context), request.uri()));
  }

  /** Arguments are checked where they are declared, and answers by tests. */
  private static final class ParametersCheckThemselves implements JsonSchemaValidator {
    @Override
    public ValidationResponse validate(Map<String, Object> schema, Object content) {
      return ValidationResponse.asValid("");
    }
  }
}
