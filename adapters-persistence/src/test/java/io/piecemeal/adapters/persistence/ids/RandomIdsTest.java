package io.piecemeal.adapters.persistence.ids;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.Ids;
import io.piecemeal.testkit.IdsContract;
import io.piecemeal.testkit.TestClock;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RandomIdsTest extends IdsContract {

  private final TestClock clock = new TestClock();

  /** All nodes at the same moment, so that nothing but randomness keeps their keys apart. */
  @Override
  protected Ids newNode() {
    return new RandomIds(clock, new SecureRandom());
  }

  @Test
  void anObjectKeyIsAUuidOfVersion7() {
    UUID key = newNode().nextObjectKey().value();

    assertThat(key.version()).isEqualTo(7);
    assertThat(key.variant()).isEqualTo(2);
    assertThat(key.getMostSignificantBits() >>> 16).isEqualTo(clock.instant().toEpochMilli());
  }

  @Test
  void everyRandomBitOfAnObjectKeyTakesBothValues() {
    Ids ids = newNode();
    long high = 0;
    long low = 0;
    UUID first = ids.nextObjectKey().value();
    for (int i = 0; i < 200; i++) {
      UUID key = ids.nextObjectKey().value();
      high |= key.getMostSignificantBits() ^ first.getMostSignificantBits();
      low |= key.getLeastSignificantBits() ^ first.getLeastSignificantBits();
    }

    assertThat(high).isEqualTo(0xfffL);
    assertThat(low).isEqualTo(0x3fff_ffff_ffff_ffffL);
  }

  @Test
  void everyCharacterOfAFileIdVaries() {
    Ids ids = newNode();
    String first = ids.nextFileId().value();

    for (int i = 0; i < first.length(); i++) {
      int index = i;
      assertThat(IntStream.range(0, 100))
          .anyMatch(n -> ids.nextFileId().value().charAt(index) != first.charAt(index));
    }
  }
}
