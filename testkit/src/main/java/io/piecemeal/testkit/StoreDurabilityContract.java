package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What becomes of objects when processes end, power fails, and media lose what they had. */
interface StoreDurabilityContract extends StoreContract {

  String ENDS = "this fixture cannot open its store again";

  @Test
  default void objectsAreThereWhenTheStoreIsOpenedAgain() throws IOException {
    Map<Integer, ObjectKey> kept = keptOn(store());
    ChunkStore reopened = Offer.of(fixture().reopened(), ENDS);

    keptOn(reopened);

    assertWhole(reopened, kept);
  }

  @Test
  default void objectsThatWereKeptSurviveAPowerCut() throws IOException {
    StoreFixture.PowerCut power =
        Offer.of(fixture().powerCut(), "this fixture cannot cut the power of its store");
    Map<Integer, ObjectKey> kept = keptOn(power.store());

    assertWhole(power.restarted().get(), kept);
  }

  private Map<Integer, ObjectKey> keptOn(ChunkStore node) throws IOException {
    Map<Integer, ObjectKey> kept = new LinkedHashMap<>();
    for (int size : SMALL_AND_LARGE) {
      kept.put(size, writtenTo(node, size));
    }
    return kept;
  }

  private void assertWhole(ChunkStore node, Map<Integer, ObjectKey> objects) throws IOException {
    for (Map.Entry<Integer, ObjectKey> object : objects.entrySet()) {
      int size = object.getKey();
      assertThat(readFrom(node, object.getValue(), 0, size))
          .as("object of %d bytes", size)
          .isEqualTo(PatternedInputStream.bytes(size));
    }
  }

  @Test
  default void bytesThatTheMediumLostAreDamageAndNeverOthers() throws IOException {
    Consumer<ObjectKey> damage =
        Offer.of(fixture().damage(), "this fixture cannot damage an object");
    for (int size : SMALL_AND_LARGE) {
      ObjectKey key = written(size);
      ObjectKey beside = written(size);

      damage.accept(key);

      assertThat(readsTheRightBytes(key, size))
          .as("an object of %d bytes is whole", size)
          .isFalse();
      assertThat(read(beside, 0, size)).isEqualTo(PatternedInputStream.bytes(size));
    }
  }

  /** Or else is told of damage; neither other bytes nor an early end. */
  private boolean readsTheRightBytes(ObjectKey key, int size) throws IOException {
    byte[] right = PatternedInputStream.bytes(size);
    byte[] block = new byte[64 * 1024];
    try (InputStream in = Channels.newInputStream(store().open(key, range(0, size)))) {
      for (int position = 0; position < size; ) {
        int count = in.read(block);
        assertThat(count).as("bytes at %d", position).isPositive();
        assertThat(Arrays.equals(block, 0, count, right, position, position + count))
            .as("the right %d bytes at %d", count, position)
            .isTrue();
        position += count;
      }
      return true;
    } catch (StorageFailure.Damaged e) {
      return false;
    }
  }
}
