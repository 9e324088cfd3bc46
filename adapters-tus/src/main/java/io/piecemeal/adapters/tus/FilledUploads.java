package io.piecemeal.adapters.tus;

import io.piecemeal.application.port.in.CompleteUpload;
import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Uploads that have all of their bytes. In tus that is their end, for which a client sends nothing
 * more. Bytes with a checksum, and a length that is told after them, become durable before the
 * upload is completed: where that broke off in between, it is done when the upload is asked for.
 */
@Singleton
final class FilledUploads {

  private final CompleteUpload complete;

  /** Those that this node completes just now, which reads all of their bytes. */
  private final Set<FileId> underWay = ConcurrentHashMap.newKeySet();

  FilledUploads(CompleteUpload complete) {
    this.complete = complete;
  }

  /**
   * The upload, complete if it has as many bytes as it is to have.
   *
   * @throws UploadRejected as {@link CompleteUpload#complete}
   */
  StoredFile settled(StoredFile file) {
    if (!isFilled(file) || !underWay.add(file.id())) {
      return file;
    }
    try {
      return complete.complete(
          new CompleteCommand(file.owner(), file.id(), Optional.of(file.size()), Optional.empty()));
    } finally {
      underWay.remove(file.id());
    }
  }

  private static boolean isFilled(StoredFile file) {
    return file instanceof UploadSession
        && !(file.terms().role() instanceof Role.OfParts)
        && file.declared().size().equals(Optional.of(file.size()));
  }
}
