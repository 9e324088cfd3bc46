package io.piecemeal.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PackKeyTest {

  private static final PackName LEAST = new PackName(0, 0, 0, 1);
  private static final PackName MOST =
      new PackName(PackName.MAX_SECONDS, PackName.MAX_RANDOM, PackName.PACKS - 1, PackName.MOST);

  @Test
  void aKeyTellsWhereItsRecordLies() {
    assertSame(new PackKey(new Shard(0), LEAST, 0, 0));
    assertSame(new PackKey(new Shard(0xfff), MOST, 63, (1 << 17) - 1));
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      PackName pack =
          new PackName(
              random.nextLong() & PackName.MAX_SECONDS,
              random.nextLong() & PackName.MAX_RANDOM,
              random.nextInt(PackName.PACKS),
              1 + random.nextInt(PackName.MOST));
      assertSame(
          new PackKey(
              new Shard(random.nextInt(Shard.COUNT)),
              pack,
              random.nextInt(pack.count()),
              random.nextInt(1 << 17)));
      assertThat(PackName.parse(pack.toString())).contains(pack);
    }
  }

  private static void assertSame(PackKey key) {
    ObjectKey written = key.toObjectKey();

    assertThat(PackKey.of(written)).contains(key);
    assertThat(written.shard()).isEqualTo(key.shard());
    assertThat(written.value().version()).isEqualTo(8);
    assertThat(written.value().variant()).isEqualTo(2);
  }

  @Test
  void otherKeysAndNamesAreNone() {
    assertThat(PackKey.of(new ObjectKey(UUID.randomUUID()))).isEmpty();
    ObjectKey first = new PackKey(new Shard(1), LEAST, 0, 0).toObjectKey();
    long second = first.value().getLeastSignificantBits() | 1L << 17;
    UUID none = new UUID(first.value().getMostSignificantBits(), second);
    assertThat(PackKey.of(new ObjectKey(none))).as("record 1 of 1").isEmpty();

    assertThat(PackName.parse(LEAST + ".dead.0000000000000001")).isEmpty();
    assertThat(PackName.parse(LEAST.toString().replace("packs/000", "packs/001"))).isEmpty();
    assertThat(PackName.parse(LEAST.toString().replaceAll("01$", "41"))).isEmpty();
    assertThat(PackName.parse("packs/x")).isEqualTo(Optional.empty());
  }

  @Test
  void notesOfTheDeadAreNamesBehindTheirPack() {
    DeadRecords dead = new DeadRecords(MOST, 1L << 63 | 1);

    assertThat(dead.toString()).startsWith(MOST.toString());
    assertThat(DeadRecords.parse(dead.toString())).contains(dead);
    assertThat(DeadRecords.parse(MOST.toString())).isEmpty();
    assertThat(dead.has(63)).isTrue();
    assertThat(dead.has(62)).isFalse();
    assertThat(dead.areAll()).isFalse();
    assertThat(dead.and(new DeadRecords(MOST, -1)).areAll()).isTrue();
  }
}
