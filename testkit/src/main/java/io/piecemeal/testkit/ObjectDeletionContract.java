package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.storage.ObjectKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deleting objects. */
interface ObjectDeletionContract extends StoreContract {

  @Test
  default void deletedObjectsAreAbsentAndOthersAreNot() throws IOException {
    ObjectKey one = written(10);
    ObjectKey two = written(20);
    ObjectKey kept = written(30);

    store().delete(List.of(one, two));

    assertAbsent(one);
    assertAbsent(two);
    assertThat(read(kept, 0, 30)).isEqualTo(PatternedInputStream.bytes(30));
  }

  @Test
  default void absentKeysAreIgnoredWhenDeleting() throws IOException {
    ObjectKey there = written(10);

    store().delete(List.of(Samples.objectKey(), there, Samples.objectKey()));
    store().delete(List.of(there));
    store().delete(List.of());

    assertAbsent(there);
  }

  @Test
  default void anyNumberOfObjectsIsDeletedAtOnce() throws IOException {
    List<ObjectKey> keys = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      keys.add(written(1));
    }

    store().delete(keys);

    keys.forEach(this::assertAbsent);
  }

  private void assertAbsent(ObjectKey key) {
    assertDamaged(key, range(0, 1));
  }
}
