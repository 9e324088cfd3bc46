package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.piecemeal.harness.service.ServiceCommand;
import io.piecemeal.interop.ClientTable.Row;
import io.piecemeal.interop.NodePackages.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One file by each client that others use: the tools as a framework hands them to its model, after
 * it has listed them. No model takes part. With {@code -Dpiecemeal.write-docs=true} the table in
 * {@code docs/mcp.md} is written anew, else it has to be what this run shows.
 */
class AgentsGate {

  private static final String RESULT = "RESULT ";

  @TempDir private static Path work;

  @Test
  void everyClientStoresReadsAndDeletesAFileAndSeesItsErrors() throws Exception {
    Path home = PackagedService.home();
    NodePackages packages = NodePackages.installed(home, "agents");
    List<Row> rows = new ArrayList<>();
    try (PackagedService service = PackagedService.start(work)) {
      Outcome outcome = packages.script("agents.mjs", service.environment());
      System.out.print(outcome.output());
      outcome
          .output()
          .lines()
          .filter(line -> line.startsWith(RESULT))
          .map(line -> row(line.substring(RESULT.length())))
          .forEach(rows::add);
      assertThat(rows).as(outcome.output()).hasSizeGreaterThan(1);
      rows.add(java(service));
      rows.add(langchain4j(service));
    }

    assertThat(rows).allSatisfy(row -> assertThat(row.passed()).isEqualTo(ClientTable.STEPS));
    Path document = home.resolve("docs/mcp.md");
    if (Boolean.getBoolean("piecemeal.write-docs")) {
      ClientTable.write(document, ClientTable.of(rows));
    }
    assertThat(ClientTable.in(document))
        .as("the table of clients in docs/mcp.md; -Dpiecemeal.write-docs=true writes it anew")
        .isEqualTo(ClientTable.of(rows));
  }

  private static Row row(String json) {
    JsonNode row = JsonMapper.shared().readTree(json);
    return new Row(
        row.path("name").asString(),
        row.path("version").asString(),
        row.path("passed").valueStream().map(JsonNode::asString).toList());
  }

  private static Row java(PackagedService service) {
    try (AgentClient client = JavaClients.official(service.url(), ServiceCommand.KEY)) {
      return new Row(
          "io.modelcontextprotocol.sdk:mcp-core",
          version(McpClient.class),
          AgentSteps.passed(client));
    }
  }

  private static Row langchain4j(PackagedService service) {
    try (AgentClient client = JavaClients.langchain4j(service.url(), ServiceCommand.KEY)) {
      return new Row(
          "dev.langchain4j:langchain4j-mcp",
          version(dev.langchain4j.mcp.client.McpClient.class),
          AgentSteps.passed(client));
    }
  }

  /** As the folder of its jar has it. */
  private static String version(Class<?> type) {
    String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return jar.replaceFirst(".*/([^/]+)/[^/]+$", "$1");
  }
}
