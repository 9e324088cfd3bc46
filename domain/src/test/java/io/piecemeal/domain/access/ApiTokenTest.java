package io.piecemeal.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiTokenTest {

  private static final KeyId ID = new KeyId("abcd1234");
  private static final String SECRET = "0123456789abcdef".repeat(4);

  /** The checksum was computed with Python's zlib. */
  private static final String SPELT = "pm_abcd1234_" + SECRET + "9ddaa138";

  private static ApiToken token() {
    return ApiToken.of(ID, HexFormat.of().parseHex(SECRET));
  }

  @Test
  void aTokenIsSpeltWithPrefixIdSecretAndChecksum() {
    assertThat(token().reveal()).isEqualTo(SPELT);
    assertThat(token().id()).isEqualTo(ID);
  }

  @Test
  void anyTokenIsReadBackAsItWasSpelt() {
    Random random = new Random(2);
    for (int i = 0; i < 500; i++) {
      byte[] secret = new byte[ApiToken.SECRET_BYTES];
      random.nextBytes(secret);
      ApiToken token = ApiToken.of(ID, secret);

      ApiToken read = ApiToken.parse(token.reveal()).orElseThrow();

      assertThat(read.id()).isEqualTo(ID);
      assertThat(read.reveal()).isEqualTo(token.reveal()).hasSize(12 + 64 + 8);
    }
  }

  @Test
  void aTokenWithOneOtherCharacterIsRefused() {
    for (int i = 0; i < SPELT.length(); i++) {
      char other = SPELT.charAt(i) == '7' ? '8' : '7';
      String mistyped = SPELT.substring(0, i) + other + SPELT.substring(i + 1);

      assertThat(ApiToken.parse(mistyped)).as(mistyped).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pm_", "Bearer", "pm_abcd1234_", "pm_abcd1234_00000000"})
  void somethingElseIsNoToken(String text) {
    assertThat(ApiToken.parse(text)).isEmpty();
  }

  @Test
  void aTokenIsReadOnlyAsAWhole() {
    assertThat(ApiToken.parse(SPELT + "0")).isEmpty();
    assertThat(ApiToken.parse(SPELT + "\n")).isEmpty();
    assertThat(ApiToken.parse(" " + SPELT)).isEmpty();
    assertThat(ApiToken.parse(SPELT.toUpperCase(Locale.ROOT))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void aSecretHas32Bytes(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApiToken.of(ID, new byte[length]))
        .withMessage("a secret has 32 bytes, not " + length);
  }

  @Test
  void aTokenThatIsLoggedTellsItsIdAndNothingMore() {
    assertThat(token()).hasToString("pm_abcd1234_…");
  }
}
