package io.piecemeal.mcp.protocol.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Who wants reports, and what they are. */
class ProgressTokenTest {

  private static RpcMessage.Request request(Map<String, Object> params) {
    return new RpcMessage.Request(1, "tools/call", params);
  }

  private static RpcMessage.Request withToken(Object token) {
    return request(Map.of("_meta", Map.of("progressToken", token)));
  }

  @Test
  void tokenIsAStringOrAnInteger() {
    assertThat(ProgressToken.of(withToken("a"))).contains(new ProgressToken("a"));
    assertThat(ProgressToken.of(withToken(0))).contains(new ProgressToken(0));
    assertThat(ProgressToken.of(withToken(1L << 40))).contains(new ProgressToken(1L << 40));
    BigInteger beyond = BigInteger.ONE.shiftLeft(63);
    assertThat(ProgressToken.of(withToken(beyond))).contains(new ProgressToken(beyond));
    assertThat(Json.text(new ProgressToken(beyond).report(1, OptionalLong.empty())))
        .contains("\"progressToken\":9223372036854775808,");
  }

  @Test
  void anythingElseAsksForNoReports() {
    assertThat(ProgressToken.of(request(Map.of()))).isEmpty();
    assertThat(ProgressToken.of(request(Map.of("_meta", "a")))).isEmpty();
    assertThat(ProgressToken.of(request(Map.of("_meta", Map.of())))).isEmpty();
    assertThat(ProgressToken.of(withToken(List.of("a")))).isEmpty();
    assertThat(ProgressToken.of(withToken(true))).isEmpty();
    assertThat(ProgressToken.of(withToken(1.5))).isEmpty();
  }

  @Test
  void reportHasTheTokenAndATotalWhereThatIsKnown() {
    ProgressToken token = new ProgressToken("a");
    assertThat(Json.text(token.report(5, OptionalLong.of(9))))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":"
                + "{\"progressToken\":\"a\",\"progress\":5,\"total\":9}}");
    assertThat(Json.text(token.report(5, OptionalLong.empty()))).doesNotContain("total");
  }
}
