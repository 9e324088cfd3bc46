package io.piecemeal.mcp.protocol.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a message, and what is none. */
class McpReaderTest {

  private static RpcMessage read(String text, Charset charset) throws IOException {
    return RpcReader.message(RpcReader.json(new ByteArrayInputStream(text.getBytes(charset))));
  }

  @Test
  void requestsHaveAnIdAndNotificationsNone() throws IOException {
    assertThat(read("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"m\"}", StandardCharsets.UTF_8))
        .isInstanceOf(RpcMessage.Request.class);
    assertThat(read("{\"jsonrpc\":\"2.0\",\"method\":\"m\"}", StandardCharsets.UTF_8))
        .isInstanceOf(RpcMessage.Notification.class);
  }

  @Test
  void byteOrderMarkIsSkipped() throws IOException {
    assertThat(
            read("\ufeff{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}", StandardCharsets.UTF_8))
        .isInstanceOf(RpcMessage.Request.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "nul",
        "{} {}",
        "{\"jsonrpc\":\"2.0\",\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}",
        "\ufeff",
        "\ufeff\ufeff{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}"
      })
  void whatIsNotOneJsonValueIsAParseError(String text) {
    assertRejected(text, StandardCharsets.UTF_8, RpcError.PARSE_ERROR);
  }

  @Test
  void otherEncodingsThanUtf8AreAParseError() {
    String text = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\u00e4\"}";
    assertRejected(text, StandardCharsets.ISO_8859_1, RpcError.PARSE_ERROR);
    assertRejected(text, StandardCharsets.UTF_16, RpcError.PARSE_ERROR);
  }

  @Test
  void deepNestingIsAParseErrorAndNotAnOverflow() {
    assertRejected("[".repeat(100_000), StandardCharsets.UTF_8, RpcError.PARSE_ERROR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "5",
        "[]",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
        "{\"id\":1,\"method\":\"m\"}",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"m\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"m\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"m\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":[]}"
      })
  void whatIsNoMessageIsAnInvalidRequest(String text) {
    assertRejected(text, StandardCharsets.UTF_8, RpcError.INVALID_REQUEST);
  }

  private static void assertRejected(String text, Charset charset, RpcError error) {
    assertThatThrownBy(() -> read(text, charset))
        .isInstanceOfSatisfying(RpcRejected.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
