package io.piecemeal.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StoreName;
import io.piecemeal.domain.storage.StoreWriter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class S3KeyTest {

  private static final StoreName LEAST = new StoreName(new StoreWriter(0, 0), 0);
  private static final StoreName MOST =
      new StoreName(
          new StoreWriter(StoreWriter.MAX_SECONDS, StoreWriter.MAX_RANDOM), StoreName.COUNT - 1);

  @Test
  void aKeyTellsWhereItsObjectLies() {
    assertSame(S3Key.alone(new Shard(0), LEAST));
    assertSame(S3Key.alone(new Shard(0xfff), MOST));
    assertSame(new S3Key(new Shard(0xfff), MOST, PackName.MOST, 63, (1 << 17) - 1));
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      StoreName name =
          new StoreName(
              new StoreWriter(
                  random.nextLong() & StoreWriter.MAX_SECONDS,
                  random.nextLong() & StoreWriter.MAX_RANDOM),
              random.nextInt(StoreName.COUNT));
      int count = 2 + random.nextInt(PackName.MOST - 1);
      Shard shard = new Shard(random.nextInt(Shard.COUNT));
      assertSame(new S3Key(shard, name, count, random.nextInt(count), random.nextInt(1 << 17)));
      assertThat(ObjectPath.parse(ObjectPath.of(name))).contains(name);
    }
  }

  private static void assertSame(S3Key key) {
    ObjectKey written = key.toObjectKey();

    assertThat(S3Key.of(written)).contains(key);
    assertThat(written.shard()).isEqualTo(key.shard());
    assertThat(written.value().version()).isEqualTo(8);
    assertThat(written.value().variant()).isEqualTo(2);
  }

  @Test
  void otherKeysAndPathsAreNone() {
    assertThat(S3Key.of(new ObjectKey(UUID.randomUUID()))).isEmpty();
    ObjectKey first = S3Key.alone(new Shard(1), LEAST).toObjectKey();
    assertThat(S3Key.of(with(first, 1L << 17))).as("record 1 of 1").isEmpty();
    assertThat(S3Key.of(with(first, 1))).as("an object that is alone, at a place").isEmpty();

    String path = ObjectPath.of(LEAST);
    assertThat(ObjectPath.parse(path + ".dead.0000000000000001")).isEmpty();
    assertThat(ObjectPath.parse(path.replace("objects/000", "objects/001"))).isEmpty();
    assertThat(ObjectPath.parse(path.replaceAll("000$", "fff"))).isEmpty();
    assertThat(ObjectPath.parse("objects/x")).isEmpty();
  }

  private static ObjectKey with(ObjectKey key, long bits) {
    return new ObjectKey(
        new UUID(
            key.value().getMostSignificantBits(), key.value().getLeastSignificantBits() | bits));
  }

  @Test
  void notesOfTheDeadHavePathsBehindTheirPack() {
    PackName pack = new PackName(MOST, PackName.MOST);
    DeadRecords dead = new DeadRecords(pack, 1L << 63 | 1);

    assertThat(dead.toString()).startsWith(pack.toString());
    assertThat(DeadRecords.noted(pack, List.of(pack.toString(), dead.toString(), "x")))
        .isEqualTo(dead);
    assertThat(DeadRecords.noted(pack, List.of(pack.toString(), dead + "0")))
        .isEqualTo(DeadRecords.none(pack));
    assertThat(dead.has(63)).isTrue();
    assertThat(dead.has(62)).isFalse();
    assertThat(dead.areAll()).isFalse();
    assertThat(dead.and(new DeadRecords(pack, -1)).areAll()).isTrue();
  }

  @Test
  void aLabelTellsWhatAnObjectIs() {
    for (Label label :
        new Label[] {
          new Label.Alone(new Shard(0)), new Label.Alone(new Shard(0xfff)),
          new Label.Records(2), new Label.Records(PackName.MOST)
        }) {
      assertThat(Label.of(label.metadata())).contains(label);
    }
    for (String other : new String[] {"", "shard 1000", "records 01", "records 41"}) {
      assertThat(Label.of(Map.of("piecemeal", other))).as(other).isEmpty();
    }
    assertThat(Label.of(Map.of())).isEmpty();
  }
}
