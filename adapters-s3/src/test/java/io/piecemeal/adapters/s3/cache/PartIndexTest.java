package io.piecemeal.adapters.s3.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.adapters.s3.cache.PartIndex.Part;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.testkit.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PartIndexTest {

  private static final ByteRange RANGE = new ByteRange(ByteCount.ZERO, new ByteCount(10));

  private final PartIndex index =
      new PartIndex(new ByteCount(1000), 2, ReadCache.AGE, System::nanoTime);
  private final List<Part> evicted = new ArrayList<>();

  @Test
  void hasNoMorePartsThanItMayHoweverShortTheyAre() {
    Part first = added();
    Part second = added();
    assertThat(index.find(first.key(), RANGE)).contains(first);
    assertThat(evicted).isEmpty();

    Part third = added();

    assertThat(evicted).containsExactly(second);
    assertThat(index.find(second.key(), RANGE)).isEmpty();
    assertThat(index.find(third.key(), RANGE)).contains(third);
    assertThat(index.bytes()).isEqualTo(20);
  }

  @Test
  void whatWasReservedAndDoesNotComeIsFreeAgain() {
    assertThat(index.reserve(1000, evicted)).isTrue();
    assertThat(index.reserve(1, evicted)).isFalse();
    index.release(1000);
    assertThat(index.reserve(1000, evicted)).isTrue();
  }

  @Test
  void aPartIsRemovedOnce() {
    Part part = added();
    assertThat(index.remove(part)).isTrue();
    assertThat(index.remove(part)).isFalse();
    assertThat(index.bytes()).isZero();
  }

  private Part added() {
    assertThat(index.reserve(10, evicted)).isTrue();
    Part part = new Part(Samples.objectKey(), Path.of("x"), RANGE, 0, index.now());
    assertThat(index.add(part)).isEmpty();
    return part;
  }
}
