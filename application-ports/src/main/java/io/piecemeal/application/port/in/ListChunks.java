package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.List;

/** Shows the ledger of a file: which chunks it consists of. */
public interface ListChunks {

  /**
   * At most {@code limit} chunks in the order of their offsets.
   *
   * @param from only chunks that end behind this offset
   * @throws UploadRejected with {@code NotFound} or {@code Gone}
   */
  List<Chunk> list(Owner owner, FileId file, ByteCount from, int limit);
}
