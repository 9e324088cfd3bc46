package io.piecemeal.domain.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.piecemeal.domain.storage.Shard;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileIdTest {

  private static final String GOOD = "abcdefghijklmnopqrstuvwxyz019234";

  @Test
  void zeroBitsAreSpeltAsTheFirstLetter() {
    assertThat(FileId.ofRandom(new byte[20]).value()).isEqualTo("a".repeat(32));
  }

  @Test
  void oneBitsAreSpeltAsTheLastDigit() {
    byte[] ones = new byte[20];
    Arrays.fill(ones, (byte) 0xff);

    assertThat(FileId.ofRandom(ones).value()).isEqualTo("7".repeat(32));
  }

  @Test
  void bitsAreSpeltAsInTheVectorOfRfc4648() {
    byte[] bits = "fooba".repeat(4).getBytes(StandardCharsets.US_ASCII);

    assertThat(FileId.ofRandom(bits).value()).isEqualTo("mzxw6ytb".repeat(4));
  }

  @Test
  void anyBitsAreSpeltAsTheNumberThatTheyAreToBase32() {
    Random random = new Random(1);
    byte[] bits = new byte[FileId.RANDOM_BYTES];
    for (int i = 0; i < 2000; i++) {
      random.nextBytes(bits);

      assertThat(FileId.ofRandom(bits).value()).isEqualTo(toBase32(bits));
    }
  }

  /** In the digits of Java, 0-9 and a-v, then in those of the RFC. */
  private static String toBase32(byte[] bits) {
    String digits = "%32s".formatted(new BigInteger(1, bits).toString(32)).replace(' ', '0');
    StringBuilder spelt = new StringBuilder();
    digits
        .chars()
        .map(c -> Character.digit(c, 32))
        .forEach(value -> spelt.append((char) (value < 26 ? 'a' + value : '2' + value - 26)));
    return spelt.toString();
  }

  @Test
  void theFirst12BitsAreTheShard() {
    Random random = new Random(1);
    byte[] bits = new byte[FileId.RANDOM_BYTES];
    for (int i = 0; i < 2000; i++) {
      random.nextBytes(bits);
      int first = new BigInteger(1, bits).shiftRight(148).intValueExact();

      assertThat(FileId.ofRandom(bits).shard()).isEqualTo(new Shard(first));
    }
  }

  @Test
  void anIdInAnotherShardHasTheSameOtherBits() {
    FileId id = FileId.ofRandom("fooba".repeat(4).getBytes(StandardCharsets.US_ASCII));

    assertThat(id).hasToString("mzxw6ytbmzxw6ytbmzxw6ytbmzxw6ytb");
    assertThat(id.in(new Shard(0))).hasToString("aahw6ytbmzxw6ytbmzxw6ytbmzxw6ytb");
    assertThat(id.in(new Shard(4095))).hasToString("777w6ytbmzxw6ytbmzxw6ytbmzxw6ytb");
    assertThat(id.in(new Shard(0x123)).shard()).isEqualTo(new Shard(0x123));
  }

  @Test
  void everyIdThatCouldBeThereHasAShard() {
    for (char c : "0189abcxyz".toCharArray()) {
      assertThat(new FileId(String.valueOf(c).repeat(32)).shard().number()).isBetween(0, 4095);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 19, 21, 32})
  void anIdIsMadeOfExactly20Bytes(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileId.ofRandom(new byte[length]))
        .withMessage("a file id takes 20 random bytes, not " + length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {GOOD, "00000000000000000000000000000000", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz9"})
  void aWellFormedIdIsRead(String text) {
    assertThat(FileId.parse(text)).contains(new FileId(text));
    assertThat(new FileId(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abcdefghijklmnopqrstuvwxyz01923",
        "abcdefghijklmnopqrstuvwxyz0192345",
        "Abcdefghijklmnopqrstuvwxyz019234",
        "abcdefghijklmnopqrstuvwxyz01923Z",
        "abcdefghijklmnopqrstuvwxyz01923/",
        "abcdefghijklmnopqrstuvwxyz01923:",
        "abcdefghijklmnopqrstuvwxyz01923`",
        "abcdefghijklmnopqrstuvwxyz01923{",
        "abcdefghijklmnopqrstuvwxyz01923\n",
        "abcdefghijklmnopqrstuvwxyz01923٣",
        "abcdefghijklmnopqrstuvwxyz01923ä",
        "../../../../../../etc/passwd0000"
      })
  void anythingElseIsTheIdOfNoFile(String text) {
    assertThat(FileId.parse(text)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FileId(text))
        .withMessage("a file id has 32 characters of [a-z0-9]");
  }
}
