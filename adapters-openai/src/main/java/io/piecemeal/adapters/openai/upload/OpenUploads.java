package io.piecemeal.adapters.openai.upload;

import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.FindFile;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Uploads by their ids. */
@Singleton
final class OpenUploads {

  private final FindFile find;
  private final DeleteFile delete;

  OpenUploads(FindFile find, DeleteFile delete) {
    this.find = find;
    this.delete = delete;
  }

  /**
   * An upload, completed or not.
   *
   * @throws UploadRejected with {@code NotFound} or {@code Gone}
   */
  StoredFile find(Owner owner, FileId upload) {
    StoredFile found = find.find(owner, upload);
    if (found.terms().isPart()) {
      throw new UploadRejected(new Refusal.NotFound());
    }
    return found;
  }

  /** Where a part is in the list of its upload's. */
  FileQuery.Position positionOfPart(Owner owner, FileId part) {
    return FileQuery.Position.of(find.find(owner, part));
  }

  /** Puts an upload out of reach. Its parts can be joined to nothing from then on, and expire. */
  UploadSession cancel(Owner owner, FileId upload) {
    UploadSession open = find(owner, upload).requireOpen();
    delete.delete(owner, upload);
    return open;
  }

  /** What is done with an upload. */
  @FunctionalInterface
  interface Change<T> {
    T run() throws IOException;
  }

  /**
   * Changes an upload. One that is gone is no unknown one to its clients: it takes no change.
   *
   * @throws RequestRejected if it was cancelled or has expired
   */
  static <T> T change(Change<T> change) throws IOException {
    try {
      return change.run();
    } catch (UploadRejected e) {
      if (e.refusal() instanceof Refusal.Gone) {
        throw new RequestRejected(
            Problem.of(
                ProblemKind.BAD_REQUEST,
                "This upload was cancelled or has expired. Create a new one."));
      }
      throw e;
    }
  }
}
