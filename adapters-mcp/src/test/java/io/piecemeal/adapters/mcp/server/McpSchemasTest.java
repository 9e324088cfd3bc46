package io.piecemeal.adapters.mcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import io.piecemeal.mcp.protocol.rpc.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every schema of every tool is one, by the rules of JSON Schema 2020-12. */
class McpSchemasTest {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static final Schema METASCHEMA =
      REGISTRY.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

  record Named(String tool, String kind, String schema) {}

  static Stream<Named> schemas() {
    return McpCalls.objects(new McpCalls().ask("tools/list", Map.of()), "tools").stream()
        .flatMap(
            tool ->
                Stream.of("inputSchema", "outputSchema")
                    .map(
                        kind ->
                            new Named(
                                (String) McpCalls.require(tool, "name"),
                                kind,
                                Json.text(McpCalls.object(tool, kind)))));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void schemaIsValid(Named named) {
    assertThat(METASCHEMA.validate(named.schema(), InputFormat.JSON)).isEmpty();
  }

  /** Else the test above could not fail. */
  @Test
  void schemaThatRequiresAMemberTwiceIsNotValid() {
    assertThat(METASCHEMA.validate("{\"required\":[\"a\",\"a\"]}", InputFormat.JSON)).isNotEmpty();
    assertThat(schemas().map(Named::tool).distinct()).hasSize(15);
  }

  @Test
  void answersOfToolsAreWhatTheirSchemasSay() {
    McpCalls calls = new McpCalls();
    String id = calls.create();
    calls.facts("upload_append", "file_id", id, "offset", 0, "data", "aGVsbG8=");
    Map<String, Map<String, Object>> answers =
        Map.of(
            "upload_status", calls.facts("upload_status", "file_id", id),
            "upload_ticket", calls.facts("upload_ticket", "file_id", id),
            "upload_from_person", calls.facts("upload_from_person"),
            "file_list", calls.facts("file_list"),
            "file_read", calls.facts("file_read", "file_id", id));
    List<Named> outputs =
        schemas()
            .filter(named -> named.kind().equals("outputSchema"))
            .filter(named -> answers.containsKey(named.tool()))
            .toList();
    assertThat(outputs).hasSize(answers.size());
    for (Named named : outputs) {
      Schema schema = REGISTRY.getSchema(named.schema(), InputFormat.JSON);
      assertThat(
              schema.validate(
                  Json.text(Objects.requireNonNull(answers.get(named.tool()))), InputFormat.JSON))
          .as(named.tool())
          .isEmpty();
    }
  }
}
