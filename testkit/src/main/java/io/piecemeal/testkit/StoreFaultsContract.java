package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.StoreFixture.Breakable;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store says when it has no room, and when its medium is not to be relied on. */
interface StoreFaultsContract extends StoreContract {

  String NO_FAILING_SYNC = "this fixture cannot let a sync fail";

  @Test
  default void aFullStoreBeginsNoObject() throws IOException {
    ChunkStore full = Offer.of(fixture().full(), "this store is never full");

    assertNoneBegun(full, StorageFailure.NoSpace.class);
  }

  @Test
  default void aStoreThatCannotBeAskedBeginsNoObject() throws IOException {
    ChunkStore unreachable = Offer.of(fixture().unreachable(), "this store can always be asked");

    assertNoneBegun(unreachable, StorageFailure.Unavailable.class);
  }

  @Test
  default void anObjectThatFindsNoRoomIsRefusedAndOthersAreKeptWhenThereIsRoomAgain()
      throws IOException {
    for (int size : SMALL_AND_LARGE) {
      Breakable filling = Offer.of(fixture().fillingUp(), "this fixture cannot fill a medium up");
      filling.fail().run();
      assertThatThrownBy(() -> writtenTo(filling.store(), size))
          .as("object of %d bytes without room", size)
          .isInstanceOf(StorageFailure.NoSpace.class);
      filling.heal().run();

      assertKept(filling.store(), size);
    }
  }

  @Test
  default void aFailedSyncLosesItsObjectAndThoseThatWereBegunBefore() throws IOException {
    for (int size : SMALL_AND_LARGE) {
      Breakable failing = Offer.of(fixture().failingSync(), NO_FAILING_SYNC);
      try (StagedObject small = stagedOn(failing.store(), 100);
          StagedObject large = stagedOn(failing.store(), LARGE);
          StagedObject first = stagedOn(failing.store(), size)) {
        failing.fail().run();
        assertLost(first);
        failing.heal().run();

        assertLost(small);
        assertLost(large);
      }
    }
  }

  @Test
  default void afterAFailedSyncObjectsAreReadAndDeletedAndNoneIsBegun() throws IOException {
    for (int size : SMALL_AND_LARGE) {
      Breakable failing = Offer.of(fixture().failingSync(), NO_FAILING_SYNC);
      ChunkStore store = failing.store();
      ObjectKey key = writtenTo(store, size);
      try (StagedObject lost = stagedOn(store, size)) {
        failing.fail().run();
        assertLost(lost);
        failing.heal().run();
      }

      assertNoneBegun(store, StorageFailure.ReadOnly.class);
      assertThat(readFrom(store, key, 0, size)).isEqualTo(PatternedInputStream.bytes(size));
      store.delete(List.of(key));
      assertDamagedOn(store, key, range(0, 1));
    }
  }

  private void assertNoneBegun(ChunkStore store, Class<? extends StorageFailure> failure) {
    assertThatThrownBy(() -> store.begin(Samples.SHARD, Samples.bytes(1)).close())
        .as("begin")
        .isInstanceOf(failure);
  }

  private void assertLost(StagedObject staged) {
    assertThatThrownBy(staged::keep)
        .as("keep after a sync failed")
        .isInstanceOf(StorageFailure.Unavailable.class);
  }

  private void assertKept(ChunkStore store, int size) throws IOException {
    assertThat(readFrom(store, writtenTo(store, size), 0, size))
        .isEqualTo(PatternedInputStream.bytes(size));
  }
}
