package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.util.Collection;

/**
 * Keeps the bytes of chunks, as immutable objects under keys that are used once.
 *
 * <p>Every call, and every read of a channel, ends within 15 seconds, apart from the time that
 * content takes to come: a store that says nothing until then is {@link
 * StorageFailure.Unavailable}. It may still do later what it was asked to; no caller ever learns
 * the key of an object that is made so late. Callers that wait for a silent store keep no others
 * from being answered.
 */
public interface ChunkStore {

  /**
   * Writes a new object. When this returns, the object is durable: it survives a power cut. When it
   * throws, there is no object, or one of which nobody will ever know the key.
   *
   * @return its key, which was never given out before, on any node, also after the ledger was
   *     restored from a backup
   * @param content called once; what it throws passes through unchanged
   * @throws StorageFailure.NoSpace if there is no room for the bytes
   * @throws StorageFailure.ReadOnly if a sync failed before, for another reason than a lack of
   *     room: what a disk says after that is not to be relied on. Objects can be read and deleted
   *     as ever
   * @throws StorageFailure.Unavailable if the object could not be made durable for another reason.
   *     A failed sync is not tried again: the object is lost
   */
  ObjectKey write(Content content) throws IOException;

  /**
   * Opens a part of an object. The caller closes the channel. Reading gives exactly the bytes of
   * {@code range} and then ends; where that is impossible it throws {@link StorageFailure.Damaged}.
   * What fails on the way is a {@link StorageFailure}, never an {@link IOException}. A channel,
   * since bytes that are read into a buffer outside of the heap need not be copied through it.
   *
   * @param range lies within the object
   * @throws StorageFailure.Damaged if there is no such object, or it is too short
   */
  ReadableByteChannel open(ObjectKey key, ByteRange range);

  /** Deletes the objects. Absent keys are ignored. May be partial if it throws. */
  void delete(Collection<ObjectKey> keys);

  /**
   * Checks that there is room for more, as {@link #write} does before its content is asked for. For
   * what takes room elsewhere, as a row of a ledger on the same disk does.
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

  /** Writes the bytes of an object. */
  @FunctionalInterface
  interface Content {

    /**
     * @param sink takes the bytes; throws {@link StorageFailure} and no {@link IOException}. Not to
     *     be closed, and not to be used after this returns
     * @throws IOException if the source of the bytes fails
     */
    void writeTo(OutputStream sink) throws IOException;
  }
}
