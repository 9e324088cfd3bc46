package io.piecemeal.adapters.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WebhookKeyTest {

  /** Computed with Python's hmac. */
  @Test
  void keysForOtherPurposesAreTheSameOnEveryNode() {
    WebhookKey key = new WebhookKey("k".repeat(32));

    assertThat(HexFormat.of().formatHex(key.derived("mcp request state")))
        .isEqualTo("0a363d78748ec37cb6f4222a3836573fe6ce9a9ff37c1ee899d3fa1da70309d3");
    assertThat(key).hasToString("WebhookKey[…]");
  }
}
