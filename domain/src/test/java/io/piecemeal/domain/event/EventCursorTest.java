package io.piecemeal.domain.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.storage.Shard;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventCursorTest {

  private static final Shard FIRST = new Shard(0);
  private static final Shard LAST = new Shard(4095);

  private static EventCursor of(int shards, long number) {
    Map<Shard, Long> numbers = new HashMap<>();
    for (int i = 0; i < shards; i++) {
      numbers.put(new Shard(i * 256), number);
    }
    return new EventCursor(numbers);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, 16_384, Long.MAX_VALUE})
  void aCursorIsReadAsItWasWritten(long number) {
    for (int shards : new int[] {0, 1, 16}) {
      EventCursor cursor = of(shards, number);

      assertThat(EventCursor.parse(cursor.toString())).contains(cursor);
      assertThat(cursor.toString()).matches("[a-z0-9.]+");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0",
        "1.",
        "2.0001",
        "1.000",
        "1.00001",
        "1.000-1",
        "1.0001.",
        "1.0001.0002",
        "1.0021.0011",
        "1.000zzzzzzzzzzzzz",
        "1.0001 ",
        "1.000A",
        "1.é001",
        "latest",
        "1\n"
      })
  void whatNoCursorIsSpelledLikeIsRefused(String text) {
    assertThat(EventCursor.parse(text)).isEmpty();
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    assertThat(EventCursor.parse("1" + ".0001".repeat(10_000))).isEmpty();
  }

  @Test
  void aCursorHasTheNumbersThatItWasGiven() {
    EventCursor cursor = EventCursor.NONE.behind(LAST, 5).behind(FIRST, 2).behind(LAST, 6);

    assertThat(cursor.in(FIRST)).isEqualTo(2);
    assertThat(cursor.in(LAST)).isEqualTo(6);
    assertThat(cursor.in(new Shard(1))).isZero();
    assertThat(cursor.count()).isEqualTo(8);
  }

  @Test
  void moreShardsThanAnOwnerHasAreRefused() {
    EventCursor full = of(16, 1);

    assertThatThrownBy(() -> full.behind(new Shard(1), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EventCursor.NONE.behind(FIRST, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
