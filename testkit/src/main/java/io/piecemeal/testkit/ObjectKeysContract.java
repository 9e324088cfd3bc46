package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The keys that a store gives out. */
interface ObjectKeysContract extends StoreContract {

  @Test
  default void theKeyOfAnObjectIsInTheShardThatTheObjectWasBegunFor() throws IOException {
    for (int size : SMALL_AND_LARGE) {
      for (int shard : new int[] {0, 1, 0xabc, Shard.COUNT - 1}) {
        ObjectKey key = writtenFor(new Shard(shard), size);

        assertThat(key.shard()).as("shard of key %s", key).isEqualTo(new Shard(shard));
        assertThat(read(key, 0, size)).isEqualTo(PatternedInputStream.bytes(size));
      }
    }
  }

  private ObjectKey writtenFor(Shard shard, int size) throws IOException {
    return ObjectWriting.write(
        store(), shard, sink -> new PatternedInputStream(size).transferTo(sink));
  }

  @Test
  default void nodesGiveOutDifferentKeysAndReadEachOthersObjects() throws IOException {
    ChunkStore other = fixture().secondNode();

    ObjectKey here = written(10);
    ObjectKey there = writtenTo(other, LARGE);
    ObjectKey alsoThere = writtenTo(other, 20);

    assertThat(List.of(here, there, alsoThere)).doesNotHaveDuplicates();
    assertThat(readFrom(other, here, 0, 10)).isEqualTo(PatternedInputStream.bytes(10));
    assertThat(read(there, 0, LARGE)).isEqualTo(PatternedInputStream.bytes(LARGE));
    assertThat(read(alsoThere, 0, 20)).isEqualTo(PatternedInputStream.bytes(20));
  }

  @Test
  default void noKeyIsGivenOutTwice() throws IOException {
    ObjectKey first = written(1);
    store().delete(List.of(first));
    List<ObjectKey> others = Race.run(8, lane -> written(1 + lane * 40_000));

    assertThat(others).doesNotHaveDuplicates().doesNotContain(first);
  }

  @Test
  default void noKeyOfAProcessThatEndedIsGivenOutAgain() throws IOException {
    List<ObjectKey> before = List.of(written(100), written(LARGE), written(100));
    ChunkStore reopened = Offer.of(fixture().reopened(), StoreDurabilityContract.ENDS);

    List<ObjectKey> after =
        List.of(writtenTo(reopened, 100), writtenTo(reopened, LARGE), writtenTo(reopened, 100));

    assertThat(after).doesNotHaveDuplicates().doesNotContainAnyElementsOf(before);
  }
}
