package io.piecemeal.application.port.in;

import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.FileId;
import io.piecemeal.domain.Owner;
import io.piecemeal.domain.StoredFile;
import io.piecemeal.domain.UploadRejected;

/** Takes chunks back from the end of an upload session. */
public interface RewindUpload {

  /**
   * @throws UploadRejected with {@code SizeChanged} if the file's size is not {@code ifSize} or is
   *     below {@code toSize}, {@code NotAChunkBoundary}, {@code UploadComplete}, {@code NotFound}
   *     or {@code Gone}
   */
  StoredFile rewind(RewindCommand command);

  /** Cut the file to {@code toSize} bytes if it has {@code ifSize} of them. */
  record RewindCommand(Owner owner, FileId file, ByteCount toSize, ByteCount ifSize) {}
}
