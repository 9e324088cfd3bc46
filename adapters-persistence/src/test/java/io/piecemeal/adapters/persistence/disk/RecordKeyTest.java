package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordKeyTest {

  private static final Shard SHARD = new Shard(0x123);

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, 0",
    "4095, 281474976710655, 1048575, 65535, 67108863",
    "291, 1234567890123, 305419, 4660, 33333333",
    "2048, 1, 524288, 1, 1",
    "1, 140737488355328, 1, 32768, 33554432"
  })
  void aKeyTellsWhereItsRecordLiesAndItsShard(
      int shard, long millis, int random, int segment, int position) {
    RecordKey place =
        new RecordKey(new Shard(shard), new WriterId(millis, random), segment, position);

    ObjectKey key = place.toObjectKey();

    assertThat(key.value().version()).isEqualTo(8);
    assertThat(key.value().variant()).isEqualTo(2);
    assertThat(RecordKey.isOne(key)).isTrue();
    assertThat(RecordKey.of(key)).isEqualTo(place);
    assertThat(key.shard()).isEqualTo(new Shard(shard));
  }

  @Test
  void theKeysOfAWriterAndShardGrow() {
    WriterId writer = new WriterId(1_700_000_000_000L, 7);
    List<ObjectKey> keys =
        List.of(
            new RecordKey(SHARD, writer, 0, 0).toObjectKey(),
            new RecordKey(SHARD, writer, 0, RecordKey.MAX_POSITION).toObjectKey(),
            new RecordKey(SHARD, writer, 1, 0).toObjectKey(),
            new RecordKey(SHARD, writer, RecordKey.MAX_SEGMENT, 5).toObjectKey());

    assertThat(keys).extracting(ObjectKey::hex).isSorted();
  }

  @Test
  void theKeyOfAFileIsNone() {
    assertThat(RecordKey.isOne(Names.ofThisNode().nextFile(SHARD))).isFalse();
  }

  @Test
  void noRecordLiesOutsideOfWhatAKeyCanTell() {
    WriterId writer = new WriterId(1, 1);

    assertThatThrownBy(() -> new RecordKey(SHARD, writer, 1 << 16, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RecordKey(SHARD, writer, 0, 1 << 26))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RecordKey(SHARD, writer, -1, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
