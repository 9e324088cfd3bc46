package io.piecemeal.adapters.mcp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.mcp.protocol.revision.Revision;
import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcMessage;
import io.piecemeal.mcp.protocol.rpc.RpcReader;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that no number of the service's is, and other values in the places of what is known. */
class McpNumbersTest {

  private static final List<String> VALUES =
      List.of(
          "9223372036854775808",
          "-99999999999999999999999999",
          "1.5",
          "1e3",
          "1e400",
          "-0",
          "true",
          "{}",
          "[1]",
          "{\"a\":1e999999999}");

  private final McpCalls calls = new McpCalls();

  private static RpcMessage.Request request(String id, String method, String params)
      throws IOException {
    String text =
        "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"%s\",\"params\":%s}"
            .formatted(id, method, params);
    Object json = RpcReader.json(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return (RpcMessage.Request) RpcReader.message(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "1234567890123456789012345678901234567890"
      })
  void anIntegerOfAnyLengthIsAnId(String id) throws IOException {
    for (String method : List.of("ping", "tools/list", "resources/templates/list")) {
      RpcMessage.Request request = request(id, method, "{}");
      assertThat(request.id()).hasToString(id);
      assertThat(calls.methods.answer(McpCalls.ALICE, request, Revision.HANDSHAKE)).isNotNull();
    }
    RpcMessage.Request unknown = request(id, "no/such", "{}");
    assertThatThrownBy(() -> calls.methods.answer(McpCalls.ALICE, unknown, Revision.HANDSHAKE))
        .isInstanceOfSatisfying(
            RpcRejected.class,
            e -> {
              assertThat(e.error()).isEqualTo(RpcError.METHOD_NOT_FOUND);
              assertThat(e.id()).hasToString(id);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1.0", "1e3", "1e400", "true", "[1]", "{}", "null"})
  void whatIsNoIntegerIsNoId(String id) {
    assertThatThrownBy(() -> request(id, "ping", "{}"))
        .isInstanceOfSatisfying(
            RpcRejected.class, e -> assertThat(e.error()).isEqualTo(RpcError.INVALID_REQUEST))
        .hasMessageContaining("'id' has to be a string or an integer");
  }

  @Test
  void whatIsTooLongToBeANumberIsSaidToBe() {
    assertThatThrownBy(() -> request("9".repeat(41), "ping", "{}"))
        .isInstanceOfSatisfying(
            RpcRejected.class, e -> assertThat(e.error()).isEqualTo(RpcError.PARSE_ERROR))
        .hasMessageContaining("number is too long");
  }

  static Stream<String> params() {
    return Stream.of(
        "ping {\"a\":@}",
        "ping {\"_meta\":@}",
        "ping {\"_meta\":{\"progressToken\":@}}",
        "initialize {\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":"
            + "{\"name\":\"a\",\"version\":\"1\"},\"_meta\":@}",
        "initialize {\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"roots\":@},"
            + "\"clientInfo\":{\"name\":\"a\",\"version\":\"1\"}}",
        "initialize {\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"sampling\":@},"
            + "\"clientInfo\":{\"name\":\"a\",\"version\":\"1\"}}",
        "initialize {\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"elicitation\":@},"
            + "\"clientInfo\":{\"name\":\"a\",\"version\":\"1\"}}",
        "initialize {\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"experimental\":@},"
            + "\"clientInfo\":{\"name\":\"a\",\"version\":\"1\"}}",
        "initialize {\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":"
            + "{\"name\":\"a\",\"version\":\"1\",\"title\":@,\"icons\":@}}",
        "tools/list {\"cursor\":@}",
        "tools/list {\"_meta\":@}",
        "tools/list {\"cursor\":@,\"_meta\":{\"progressToken\":@}}",
        "resources/list {\"cursor\":@}",
        "resources/list {\"_meta\":@}",
        "resources/templates/list {\"cursor\":@}",
        "resources/templates/list {\"_meta\":@}",
        "prompts/list {\"cursor\":@}",
        "resources/read {\"uri\":\"piecemeal://files/a\",\"_meta\":@}",
        "resources/read {\"uri\":\"piecemeal://files/a\",\"_meta\":{\"progressToken\":@}}",
        "completion/complete {\"ref\":@,\"argument\":@,\"context\":@}",
        "logging/setLevel {\"level\":@}",
        "tools/call {\"name\":\"file_list\",\"arguments\":{},\"_meta\":@}",
        "tools/call {\"name\":\"file_list\",\"arguments\":{},\"task\":@}",
        "tools/call {\"name\":\"file_list\",\"arguments\":{}," + "\"_meta\":{\"progressToken\":@}}",
        "tools/call {\"name\":\"file_list\",\"arguments\":{\"limit\":@}}",
        "tools/call {\"name\":\"file_list\",\"arguments\":@}",
        "tools/call {\"name\":\"upload_create\",\"arguments\":{\"filename\":@,\"size\":@}}");
  }

  /** Nothing that a client sends is a failure of the service. */
  @ParameterizedTest
  @MethodSource("params")
  void noValueIsAnInternalError(String message) throws IOException {
    for (String value : VALUES) {
      String[] parts = message.replace("@", value).split(" ", 2);
      for (Revision revision : Revision.values()) {
        assertThat(refusal(request("1", parts[0], parts[1]), revision))
            .as("%s in %s", value, message)
            .isNotEqualTo(Optional.of(RpcError.INTERNAL_ERROR));
      }
    }
  }

  private Optional<RpcError> refusal(RpcMessage.Request request, Revision revision) {
    try {
      Map<String, Object> result = calls.methods.answer(McpCalls.ALICE, request, revision);
      assertThat(result.toString()).doesNotContain("internal_error");
      return Optional.empty();
    } catch (RpcRejected e) {
      return Optional.of(e.error());
    }
  }

  @Test
  void aNumberOfAnyLengthIsRefusedAsAnArgumentByItsName() {
    assertThat(calls.error("file_list", "limit", new BigInteger("9223372036854775808")))
        .containsEntry("error", "invalid_field")
        .containsEntry("field", "limit");
  }
}
