package io.piecemeal.mcp.protocol.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.piecemeal.mcp.protocol.rpc.RpcMessage;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages of SEP-2631. */
class FileProposalTest {

  private static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

  /** Of "hello", as {@code sha256sum} gives it, and in base64url without padding. */
  private static final String HEX =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  private static final String BASE64URL = "LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ";

  private static RpcMessage.Request call(Object capabilities) {
    return new RpcMessage.Request(
        1, "tools/call", Map.of("_meta", Map.of(CAPABILITIES, capabilities)));
  }

  @Test
  void digestsAreBase64UrlWithoutPadding() {
    assertThat(
            FileProposal.announced(
                Map.of("digest", Map.of("algorithm", "sha-256", "value", BASE64URL))))
        .isEqualTo(
            new FileProposal.Announced(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(HEX)));
    assertThat(
            new FileProposal.Value("u", "n", "text/plain", Optional.of(5L), Optional.of(HEX))
                .members())
        .containsEntry("digest", Map.of("algorithm", "sha-256", "value", BASE64URL))
        .containsEntry("size", 5L);
  }

  static List<Map<String, Object>> malformed() {
    return List.of(
        Map.of("name", 1),
        Map.of("mimeType", List.of()),
        Map.of("size", -1),
        Map.of("size", "5"),
        Map.of("size", 5.5),
        Map.of("size", 1L << 53),
        Map.of("digest", HEX),
        Map.of("digest", Map.of("algorithm", "sha-256", "value", HEX)),
        Map.of("digest", Map.of("algorithm", "sha-256", "value", BASE64URL + "=")),
        Map.of("digest", Map.of("algorithm", "sha-256", "value", BASE64URL.replace('-', '+'))),
        // The same bytes, by a last character whose bits are left over.
        Map.of("digest", Map.of("algorithm", "sha-256", "value", BASE64URL.replace("CQ", "CR"))),
        Map.of("digest", Map.of("algorithm", "md5", "value", BASE64URL)),
        Map.of("digest", Map.of("value", BASE64URL)));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsMalformedIsRefusedWithAReason(Map<String, Object> params) {
    assertThatThrownBy(() -> FileProposal.announced(params))
        .asInstanceOf(type(RpcRejected.class))
        .satisfies(
            e ->
                assertThat(e.member())
                    .containsEntry("code", -32602)
                    .extracting("data")
                    .asString()
                    .contains("reason=invalid"));
  }

  @Test
  void filesAreTakenByWhoDeclaresToDownloadThemOverHttps() {
    for (Object yes :
        List.of(
            Map.of("files", Map.of("download", Map.of())),
            Map.of("files", Map.of("download", true, "transports", List.of("https"))),
            Map.of("experimental", Map.of("files", Map.of("download", Map.of()))))) {
      assertThat(FileProposal.takesFiles(call(yes))).as("%s", yes).isTrue();
    }
    for (Object no :
        List.of(
            "files",
            Map.of(),
            Map.of("files", true),
            Map.of("files", Map.of("upload", Map.of())),
            Map.of("files", Map.of("download", false)),
            Map.of("files", Map.of("download", Map.of(), "transports", List.of("ftp"))),
            Map.of("experimental", Map.of("experimental", Map.of())))) {
      assertThat(FileProposal.takesFiles(call(no))).as("%s", no).isFalse();
    }
    assertThat(FileProposal.takesFiles(new RpcMessage.Request(1, "tools/call", Map.of())))
        .isFalse();
  }

  @Test
  void whatIsAgreedOnAtInitializeComesBackWithTheSession() {
    RpcMessage.Request takes =
        new RpcMessage.Request(
            1, "initialize", Map.of("capabilities", Map.of("files", Map.of("download", Map.of()))));
    Optional<String> session = FileProposal.session(takes);
    assertThat(session).isPresent();
    assertThat(session.get()).matches("[!-~]{32,}");
    assertThat(FileProposal.session(takes)).isNotEqualTo(session);

    Map<String, Object> params = new HashMap<>(Map.of("name", "a", "_meta", Map.of("b", 1)));
    RpcMessage.Request plain = new RpcMessage.Request(2, "tools/call", params);
    RpcMessage.Request agreed = FileProposal.in(session, plain);

    assertThat(FileProposal.takesFiles(agreed)).isTrue();
    assertThat(agreed.params())
        .containsEntry("name", "a")
        .extracting("_meta")
        .asString()
        .contains("b=1");
    for (Optional<String> other : Arrays.asList(Optional.<String>empty(), Optional.of("other"))) {
      assertThat(FileProposal.in(other, plain)).isEqualTo(plain);
    }
    assertThat(
            FileProposal.session(
                new RpcMessage.Request(1, "initialize", Map.of("capabilities", Map.of()))))
        .isEmpty();
  }
}
