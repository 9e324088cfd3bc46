package io.piecemeal.interop;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.exception.ToolExecutionException;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import dev.langchain4j.service.tool.ToolExecutionResult;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The official client for Java, and the one of LangChain4j. */
final class JavaClients {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private JavaClients() {}

  static AgentClient official(String url, String key) {
    McpSyncClient client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(url)
                    .endpoint("/mcp")
                    .requestBuilder(
                        HttpRequest.newBuilder().header("Authorization", "Bearer " + key))
                    .build())
            .requestTimeout(PATIENCE)
            .initializationTimeout(PATIENCE)
            .enableCallToolSchemaCaching(true)
            .build();
    client.initialize();
    return new Official(client);
  }

  static AgentClient langchain4j(String url, String key) {
    return new LangChain4j(
        new DefaultMcpClient.Builder()
            .transport(
                new StreamableHttpMcpTransport.Builder()
                    .url(url + "/mcp")
                    .customHeaders(Map.of("Authorization", "Bearer " + key))
                    .timeout(PATIENCE)
                    .build())
            .toolExecutionTimeout(PATIENCE)
            .build());
  }

  private record Official(McpSyncClient client) implements AgentClient {

    @Override
    public List<String> list() {
      return client.listTools().tools().stream().map(McpSchema.Tool::name).toList();
    }

    @Override
    public Shown call(String tool, Map<String, Object> arguments) {
      McpSchema.CallToolResult result =
          client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
      String text =
          result.content().stream()
              .filter(McpSchema.TextContent.class::isInstance)
              .map(content -> ((McpSchema.TextContent) content).text())
              .collect(Collectors.joining("\n"));
      return new Shown(text, Boolean.TRUE.equals(result.isError()));
    }

    @Override
    public void close() {
      client.close();
    }
  }

  private record LangChain4j(DefaultMcpClient client) implements AgentClient {

    @Override
    public List<String> list() {
      return client.listTools().stream().map(ToolSpecification::name).toList();
    }

    @Override
    public Shown call(String tool, Map<String, Object> arguments) {
      ToolExecutionRequest request =
          ToolExecutionRequest.builder()
              .name(tool)
              .arguments(JsonMapper.shared().writeValueAsString(arguments))
              .build();
      try {
        ToolExecutionResult result = client.executeTool(request);
        return new Shown(result.resultText(), result.isError());
      } catch (ToolExecutionException e) {
        // Its message is what the model is shown, unless the program says otherwise.
        return new Shown(String.valueOf(e.getMessage()), true);
      }
    }

    @Override
    public void close() {
      try {
        client.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
