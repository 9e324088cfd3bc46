package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.util.Collection;

/**
 * Keeps the bytes of chunks, as immutable objects under keys that are used once.
 *
 * <p>Every call, also of a {@link StagedObject}, and every read of a channel ends within 15
 * seconds: a store that says nothing until then is {@link StorageFailure.Unavailable}. It may still
 * do later what it was asked to; no caller ever learns the key of an object that is made so late.
 * Callers that wait for a silent store keep no others from being answered.
 */
public interface ChunkStore {

  /**
   * Begins a new object. There is none before it is {@linkplain StagedObject#keep kept}.
   *
   * @param shard of the file that the object is meant for, which the object's key will tell; a
   *     ledger finds by it what became of the key
   * @param limit the most bytes that it may have
   * @return to be closed by the caller, also after it was kept
   * @throws StorageFailure.NoSpace if there is no room for more
   * @throws StorageFailure.ReadOnly if a sync failed before, for another reason than a lack of
   *     room: what a disk says after that is not to be relied on. Objects can be read and deleted
   *     as ever
   * @throws StorageFailure.Unavailable if the store cannot be asked
   */
  StagedObject begin(Shard shard, ByteCount limit);

  /**
   * Opens a part of an object. The caller closes the channel. Reading gives exactly the bytes of
   * {@code range} and then ends; where that is impossible it throws {@link StorageFailure.Damaged}.
   * What fails on the way is a {@link StorageFailure}, never an {@link java.io.IOException}. A
   * channel, since bytes that are read into a buffer outside of the heap need not be copied through
   * it.
   *
   * @param range lies within the object
   * @throws StorageFailure.Damaged if there is no such object, or it is too short
   */
  ReadableByteChannel open(ObjectKey key, ByteRange range);

  /**
   * Says that a part of an object will probably be opened soon, while another one is read. A store
   * whose objects take long to open may begin with it, within a bound for all callers together; one
   * whose objects do not, as this does, only opens them when they are asked for. Returns at once,
   * and never throws: what is wrong with the object is told by {@link Upcoming#open}.
   *
   * @param range lies within the object, and is not empty
   * @return to be closed by the caller, whether it was opened or not
   */
  default Upcoming expect(ObjectKey key, ByteRange range) {
    return new Upcoming() {
      @Override
      public ReadableByteChannel open() {
        return ChunkStore.this.open(key, range);
      }

      @Override
      public void close() {}
    };
  }

  /**
   * Deletes the objects. Absent keys are ignored. May be partial if it throws. Where objects share
   * a place that cannot be changed, one may be readable until the others are deleted, too.
   */
  void delete(Collection<ObjectKey> keys);

  /** A part of an object that will probably be opened. For one thread at a time. */
  interface Upcoming extends AutoCloseable {

    /**
     * Opens it, as {@link ChunkStore#open} does, and with the same failures. To be called at most
     * once, and not after {@link #close}. The caller closes the channel.
     */
    ReadableByteChannel open();

    /**
     * Ends this. What was opened in advance, and not asked for, is let go within 15 seconds; a
     * channel that was given out stays open. Never waits, and never throws.
     */
    @Override
    void close();
  }

  /**
   * A new object on its way into the store. It is written, read as often as needed, and then either
   * kept or closed. For one thread at a time. After a failure it can only be closed.
   */
  interface StagedObject extends AutoCloseable {

    /**
     * Takes the bytes; the same stream each time. It throws {@link StorageFailure} and no {@link
     * java.io.IOException}, and {@link IllegalArgumentException} for more bytes than the limit. Not
     * to be closed, and not to be used after the first {@link #open}, nor after {@link #keep} or
     * {@link #close}.
     */
    OutputStream sink();

    /**
     * Appends a part of an object that was kept, as if its bytes were written to the sink, where
     * the store can do that without their coming through this process. Unlike what is written, they
     * were seen by nobody: a caller that promises them reads them first.
     *
     * @param range lies within the object
     * @return false if nothing was appended; the caller may write the bytes to the sink then. A
     *     store may do one time what it does not do another time
     * @throws IllegalArgumentException for more bytes than the limit
     * @throws StorageFailure.Damaged if there is no such object
     * @throws StorageFailure.Unavailable if it is not known whether they were appended, or the
     *     object is too short
     */
    default boolean append(ObjectKey key, ByteRange range) {
      return false;
    }

    /**
     * Opens a part of what was written, as {@link ChunkStore#open} does. The caller closes the
     * channel before it keeps or closes this.
     *
     * @param range lies within what was written
     */
    ReadableByteChannel open(ByteRange range);

    /**
     * Makes the object durable. When this returns, the object survives a power cut and every node
     * can open it. When it throws, there is no object, or one whose key nobody learns. To be called
     * at most once; calls for several objects at the same time may share a sync.
     *
     * @return the object's key, in the shard that the object was begun for. It was never given out
     *     before, on any node, also after the ledger was restored from a backup
     * @throws StorageFailure.NoSpace if there is no room for the bytes
     * @throws StorageFailure.Unavailable if the object could not be made durable for another
     *     reason. A failed sync is not tried again: the object is lost, as are those that were
     *     begun before it and are kept after it
     */
    ObjectKey keep();

    /**
     * Ends this. An object that was not kept never was: nothing is synced for it, and what it took
     * is free again. One that was kept stays. Never throws; what a store cannot remove is listed by
     * {@link ObjectInventory}.
     */
    @Override
    void close();
  }
}
