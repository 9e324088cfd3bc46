package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.storage.Shard;
import io.piecemeal.testkit.TestClock;
import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class NamesTest {

  private static final Shard SHARD = new Shard(0x123);

  private final TestClock clock = new TestClock();
  private final Names names = new Names(clock, new SecureRandom());

  @Test
  void theKeyOfAFileIsAUuidOfVersion7() {
    UUID key = names.nextFile(SHARD).value();

    assertThat(key.version()).isEqualTo(7);
    assertThat(key.variant()).isEqualTo(2);
    assertThat(key.getMostSignificantBits() >>> 16).isEqualTo(clock.instant().toEpochMilli());
  }

  @Test
  void everyRandomBitOfAKeyTakesBothValues() {
    long high = 0;
    long low = 0;
    UUID first = names.nextFile(SHARD).value();
    for (int i = 0; i < 200; i++) {
      UUID key = names.nextFile(SHARD).value();
      high |= key.getMostSignificantBits() ^ first.getMostSignificantBits();
      low |= key.getLeastSignificantBits() ^ first.getLeastSignificantBits();
    }

    assertThat(high).isZero();
    assertThat(first.getMostSignificantBits() & 0xfff).isEqualTo(SHARD.number());
    assertThat(low).isEqualTo(0x3fff_ffff_ffff_ffffL);
  }

  @Test
  void writersThatBeginAtTheSameMomentHaveDifferentNames() {
    assertThat(names.nextWriter().hex())
        .hasSize(17)
        .startsWith("%012x".formatted(clock.instant().toEpochMilli()))
        .isNotEqualTo(names.nextWriter().hex());
  }
}
