package io.piecemeal.application.port.in;

import io.piecemeal.application.port.in.ListFiles.FilePage;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.Optional;

/** Tells which parts of a file are stored and not joined yet. */
public interface ListParts {

  /**
   * One page, by the time at which the parts were begun.
   *
   * @param after only parts behind this one
   * @param limit the most parts to return, at least 1
   * @throws UploadRejected with {@code NotFound} or {@code Gone} for the file
   */
  FilePage list(Owner owner, FileId whole, Optional<FileQuery.Position> after, int limit);
}
