package io.piecemeal.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.piecemeal.domain.storage.Shard;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TicketTokenTest {

  private static final String SECRET =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  /** The checksum was computed with Python's zlib. */
  private static final String SPELT = "pmt_" + SECRET + "707f9df1";

  @Test
  void aTokenIsSpeltWithPrefixSecretAndChecksum() {
    assertThat(TicketToken.of(HexFormat.of().parseHex(SECRET)).reveal()).isEqualTo(SPELT);
  }

  @Test
  void aTokenIsReadBackAsItWasSpelt() {
    assertThat(TicketToken.parse(SPELT).map(TicketToken::reveal)).contains(SPELT);
  }

  @Test
  void aTokenWithOneOtherCharacterIsRefused() {
    for (int i = 0; i < SPELT.length(); i++) {
      char other = SPELT.charAt(i) == '7' ? '8' : '7';
      String mistyped = SPELT.substring(0, i) + other + SPELT.substring(i + 1);

      assertThat(TicketToken.parse(mistyped)).as(mistyped).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pmt_", SPELT + "0", SPELT + "\n", " " + SPELT, "pm_" + SECRET})
  void somethingElseIsNoToken(String text) {
    assertThat(TicketToken.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void aSecretHas32Bytes(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TicketToken.of(new byte[length]))
        .withMessage("a secret has 32 bytes, not " + length);
  }

  @Test
  void theFirstDigitsOfTheSecretAreTheShard() {
    TicketToken token = TicketToken.parse(SPELT).orElseThrow();

    assertThat(token.shard()).isEqualTo(new Shard(0x012));
    assertThat(token.in(new Shard(0x012)).reveal()).isEqualTo(SPELT);
    assertThat(token.in(new Shard(0xabc)).shard()).isEqualTo(new Shard(0xabc));
    assertThat(token.in(new Shard(0xabc)).reveal()).startsWith("pmt_abc3456");
    assertThat(TicketToken.parse(token.in(new Shard(0xabc)).reveal())).isPresent();
  }

  @Test
  void aTokenThatIsLoggedTellsNothing() {
    assertThat(TicketToken.parse(SPELT).orElseThrow()).hasToString("pmt_…");
  }
}
