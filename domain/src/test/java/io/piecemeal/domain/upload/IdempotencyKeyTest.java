package io.piecemeal.domain.upload;

import static io.piecemeal.domain.upload.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class IdempotencyKeyTest {

  @Test
  void everyVisibleAsciiCharacterIsAllowed() {
    for (char c = '!'; c <= '~'; c++) {
      assertThat(new IdempotencyKey(String.valueOf(c)).value()).isEqualTo(String.valueOf(c));
    }
    assertThat(new IdempotencyKey("k".repeat(255))).hasToString("k".repeat(255));
  }

  @Test
  void everythingElseIsRefused() {
    for (String text :
        List.of("", "k".repeat(256), " ", "a b", "a\t", "a\n", "\u0000", "\u007f", "é", "𝄞")) {
      assertRefused(
          new Refusal.InvalidField(
              Input.IDEMPOTENCY_KEY, "it is not 1 to 255 characters of visible ASCII"),
          () -> new IdempotencyKey(text));
    }
  }
}
