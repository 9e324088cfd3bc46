package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.nio.channels.ReadableByteChannel;

/** Reads the bytes of a file as it is at one moment. */
public interface ReadContent {

  /**
   * Takes a snapshot: what {@link Content#bytes} gives is the file as it is now, whatever is
   * appended meanwhile.
   *
   * @throws UploadRejected with {@code NotFound}, {@code Gone}, {@code FileIncomplete}, {@code
   *     BeingScanned} or {@code Quarantined}
   * @throws io.piecemeal.domain.storage.StorageFailure.Damaged if damage was found in it before
   */
  Content open(Owner owner, FileId file);

  /** A file at one moment. Holds no resources itself. */
  interface Content {

    StoredFile file();

    /**
     * The bytes of {@code range}, which must lie within the file; the caller closes the channel.
     * Reading throws rather than give other bytes than the snapshot's: an {@link
     * java.io.IOException} if they were rewound or deleted meanwhile, {@link
     * io.piecemeal.domain.storage.StorageFailure.Damaged} if they are damaged. It never ends early.
     */
    ReadableByteChannel bytes(ByteRange range);
  }
}
