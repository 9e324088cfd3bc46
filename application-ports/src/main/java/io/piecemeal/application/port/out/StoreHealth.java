package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.StorageFailure;

/** Whether a {@link ChunkStore} takes objects. Every call ends within 15 seconds. */
public interface StoreHealth {

  /**
   * Checks that there is room for more, as {@link ChunkStore#begin} does. For what takes room
   * elsewhere, as a row of a ledger on the same disk does.
   *
   * @throws StorageFailure.NoSpace if there is not
   * @throws StorageFailure.Unavailable if that cannot be found out
   */
  void requireRoom();

  /**
   * Makes an object durable, reads it and removes it again.
   *
   * @throws StorageFailure.ReadOnly if the store takes no objects any more
   * @throws StorageFailure if any of that fails
   */
  void probe();
}
