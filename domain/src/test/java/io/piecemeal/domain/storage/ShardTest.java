package io.piecemeal.domain.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShardTest {

  @ParameterizedTest
  @CsvSource({"0, 000", "10, 00a", "4095, fff"})
  void aShardIsOneOf4096(int number, String text) {
    assertThat(new Shard(number)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 4096})
  void thereAreNoOthers(int number) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shard(number))
        .withMessage("a shard is a number from 0 to 4095, not " + number);
  }

  @Test
  void aTimeOrderedKeyHasItsTimeItsShardAnd62RandomBits() {
    ObjectKey none = ObjectKey.timeOrdered(new Shard(0xabc), 0x0123_4567_89ab_cdefL >>> 16, 0);
    ObjectKey all = ObjectKey.timeOrdered(new Shard(0xabc), 0x0123_4567_89abL, -1);

    assertThat(none.value()).hasToString("01234567-89ab-7abc-8000-000000000000");
    assertThat(all.value()).hasToString("01234567-89ab-7abc-bfff-ffffffffffff");
    assertThat(all.shard()).isEqualTo(new Shard(0xabc));
  }

  @Test
  void theShardOfAKeyIsInTheBitsBehindItsVersion() {
    ObjectKey key = new ObjectKey(UUID.fromString("01234567-89ab-7def-8123-456789abcdef"));

    assertThat(key.shard()).isEqualTo(new Shard(0xdef));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 0xabc, 4095})
  void aKeyInAnotherShardHasTheSameOtherBits(int shard) {
    ObjectKey key = new ObjectKey(UUID.fromString("f1234567-89ab-7def-8123-456789abcdef"));

    ObjectKey other = key.in(new Shard(shard));

    assertThat(other.hex()).isEqualTo("f123456789ab7%03x8123456789abcdef".formatted(shard));
    assertThat(other.shard()).isEqualTo(new Shard(shard));
  }
}
