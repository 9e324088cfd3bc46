package io.piecemeal.mcp.protocol.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcMessage;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which revision a message follows, and what is refused because it contradicts itself. */
class McpRevisionTest {

  private static final String NEW = "2026-07-28";

  private static Map<String, Object> envelope(String version) {
    Map<String, Object> meta = new HashMap<>();
    meta.put("io.modelcontextprotocol/protocolVersion", version);
    meta.put("io.modelcontextprotocol/clientCapabilities", Map.of());
    return meta;
  }

  private static RpcMessage.Request call(Map<String, Object> meta) {
    return new RpcMessage.Request(7, "tools/call", Map.of("name", "t", "_meta", meta));
  }

  private static RequestHead head(
      @Nullable String version, @Nullable String method, @Nullable String name) {
    return new RequestHead(
        Optional.ofNullable(version), Optional.ofNullable(method), Optional.ofNullable(name));
  }

  @Test
  void bodyDecides() {
    assertThat(RevisionCheck.of(call(envelope(NEW)), head(NEW, "tools/call", "t")))
        .isEqualTo(Revision.PER_REQUEST);
    assertThat(RevisionCheck.of(call(Map.of()), head("2025-11-25", null, null)))
        .isEqualTo(Revision.HANDSHAKE);
    assertThat(RevisionCheck.of(call(Map.of()), head(null, null, null)))
        .isEqualTo(Revision.HANDSHAKE);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, tools/call, t",
        "2025-11-25, tools/call, t",
        "2026-07-28, -, t",
        "2026-07-28, tools/list, t",
        "2026-07-28, tools/call, -",
        "2026-07-28, tools/call, u",
        "2026-07-28, tools/call, =?base64?dQ==?=",
        "2026-07-28, tools/call, =?base64?dB==?=",
        "2026-07-28, tools/call, =?base64?*?=",
      })
  void headersHaveToAgreeWithTheBody(
      @Nullable String version, @Nullable String method, @Nullable String name) {
    assertRefused(call(envelope(NEW)), head(version, method, name), RpcError.HEADER_MISMATCH);
  }

  @Test
  void nameMayBeSentInBase64() {
    assertThat(RevisionCheck.of(call(envelope(NEW)), head(NEW, "tools/call", "=?base64?dA==?=")))
        .isEqualTo(Revision.PER_REQUEST);
  }

  @Test
  void incompleteEnvelopeIsRefused() {
    Map<String, Object> meta = envelope(NEW);
    meta.remove("io.modelcontextprotocol/clientCapabilities");
    assertRefused(call(meta), head(NEW, "tools/call", "t"), RpcError.INVALID_ENVELOPE);
    assertRefused(call(Map.of()), head(NEW, "tools/call", "t"), RpcError.INVALID_ENVELOPE);
  }

  @Test
  void versionThatIsNotSpokenIsRefusedWithThoseThatAre() {
    assertRefused(
        call(envelope("v999")), head("v999", "tools/call", "t"), RpcError.UNSUPPORTED_VERSION);
    assertRefused(call(Map.of()), head("1999-01-01", null, null), RpcError.UNSUPPORTED_VERSION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1999-01-01", "2099-01-01", "2026-07-28", "latest"})
  void initializeAgreesOnAVersionWhateverTheHeaderSays(String version) {
    assertThat(
            RevisionCheck.of(
                new RpcMessage.Request(7, "initialize", Map.of()), head(version, null, null)))
        .isEqualTo(Revision.HANDSHAKE);
  }

  private static void assertRefused(RpcMessage message, RequestHead head, RpcError error) {
    assertThatThrownBy(() -> RevisionCheck.of(message, head))
        .isInstanceOfSatisfying(
            RpcRejected.class,
            e -> {
              assertThat(e.error()).isEqualTo(error);
              assertThat(e.id()).isEqualTo(7);
            });
  }
}
