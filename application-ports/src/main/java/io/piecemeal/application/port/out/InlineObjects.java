package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.InlineObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.Collection;
import java.util.List;

/**
 * Reads the bytes of chunks that the {@link FileLedger} keeps itself (see {@link Append#inline}).
 * They came into it by the commit of their chunk, so they are durable with it, and they stay until
 * {@link DeletionQueue#removeRows} removes their row: a reader that began before a chunk was taken
 * out of its file can go on.
 */
@FunctionalInterface
public interface InlineObjects {

  /**
   * The objects that the ledger keeps under these keys. A key whose bytes are in the chunk store,
   * or that is unknown, is missing in the result.
   *
   * @param keys without duplicates
   * @return in any order
   * @throws StorageFailure.Unavailable if the ledger cannot be reached
   */
  List<InlineObject> read(Collection<ObjectKey> keys);
}
