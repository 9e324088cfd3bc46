package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.storage.ObjectKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordKeyTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0",
    "281474976710655, -1, 65535, 67108863",
    "1234567890123, 305419896, 4660, 33333333",
    "1, -2147483648, 1, 1",
    "140737488355328, 1, 32768, 33554432"
  })
  void aKeyTellsWhereItsRecordLies(long millis, int random, int segment, int position) {
    RecordKey place = new RecordKey(new WriterId(millis, random), segment, position);

    ObjectKey key = place.toObjectKey();

    assertThat(key.value().version()).isEqualTo(8);
    assertThat(key.value().variant()).isEqualTo(2);
    assertThat(RecordKey.isOne(key)).isTrue();
    assertThat(RecordKey.of(key)).isEqualTo(place);
  }

  @Test
  void theKeysOfAWriterGrow() {
    WriterId writer = new WriterId(1_700_000_000_000L, 7);
    List<ObjectKey> keys =
        List.of(
            new RecordKey(writer, 0, 0).toObjectKey(),
            new RecordKey(writer, 0, RecordKey.MAX_POSITION).toObjectKey(),
            new RecordKey(writer, 1, 0).toObjectKey(),
            new RecordKey(writer, RecordKey.MAX_SEGMENT, 5).toObjectKey());

    assertThat(keys).extracting(ObjectKey::hex).isSorted();
  }

  @Test
  void theKeyOfAFileIsNone() {
    assertThat(RecordKey.isOne(Names.ofThisNode().nextFile())).isFalse();
  }

  @Test
  void noRecordLiesOutsideOfWhatAKeyCanTell() {
    WriterId writer = new WriterId(1, 1);

    assertThatThrownBy(() -> new RecordKey(writer, 1 << 16, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RecordKey(writer, 0, 1 << 26))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RecordKey(writer, -1, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
