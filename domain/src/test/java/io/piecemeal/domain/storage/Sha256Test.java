package io.piecemeal.domain.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Sha256Test {

  /** FIPS 180-4: the digest of "abc". */
  private static final String HEX =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final byte[] BYTES = HexFormat.of().parseHex(HEX);

  @Test
  void aDigestIsReadAndShownInHex() {
    Sha256 digest = Sha256.parse(HEX).orElseThrow();

    assertThat(digest.hex()).isEqualTo(HEX);
    assertThat(digest).hasToString(HEX);
    assertThat(digest.bytes()).isEqualTo(BYTES);
  }

  @Test
  void digitsOfEitherCaseAreRead() {
    assertThat(Sha256.parse(HEX.toUpperCase(Locale.ROOT))).contains(Sha256.of(BYTES));
  }

  @Test
  void aTextOfOtherLengthIsNoDigest() {
    assertThat(Sha256.parse("")).isEmpty();
    assertThat(Sha256.parse(HEX.substring(1))).isEmpty();
    assertThat(Sha256.parse(HEX + "0")).isEmpty();
    assertThat(Sha256.parse(HEX + "00")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"g", "G", " ", "-", "٣", "０"})
  void aTextWithAnotherCharacterIsNoDigest(String other) {
    assertThat(Sha256.parse(HEX.substring(1) + other)).isEmpty();
    assertThat(Sha256.parse(other + HEX.substring(1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void aDigestHas32Bytes(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sha256.of(new byte[length]))
        .withMessage("a SHA-256 digest has 32 bytes, not " + length);
  }

  @Test
  void equalBytesAreEqualDigests() {
    Sha256 digest = Sha256.of(BYTES);

    assertThat(digest).isEqualTo(Sha256.of(BYTES)).hasSameHashCodeAs(Sha256.of(BYTES));
    assertThat(digest.hashCode()).isNotEqualTo(Sha256.of(new byte[32]).hashCode());
    assertThat(digest.equals(Sha256.of(new byte[32]))).isFalse();
    assertThat(digest).isNotEqualTo(HEX);
  }

  @Test
  void aDigestIsNotChangedThroughTheArraysThatItCameFromOrGaveOut() {
    byte[] source = BYTES.clone();
    Sha256 digest = Sha256.of(source);

    source[0]++;
    digest.bytes()[1]++;

    assertThat(digest.hex()).isEqualTo(HEX);
  }
}
