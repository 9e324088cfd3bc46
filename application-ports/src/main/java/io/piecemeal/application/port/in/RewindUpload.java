package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;

/** Takes chunks back from the end of an upload session. */
public interface RewindUpload {

  /**
   * @throws UploadRejected with {@code SizeChanged} if the file's size is not {@code ifSize} or is
   *     below {@code toSize}, {@code RewindForbidden} if the file was opened as one that never
   *     becomes shorter, {@code NotAChunkBoundary}, {@code UploadComplete}, {@code NotFound} or
   *     {@code Gone}
   */
  StoredFile rewind(RewindCommand command);

  /** Cut the file to {@code toSize} bytes if it has {@code ifSize} of them. */
  record RewindCommand(Owner owner, FileId file, ByteCount toSize, ByteCount ifSize) {}
}
