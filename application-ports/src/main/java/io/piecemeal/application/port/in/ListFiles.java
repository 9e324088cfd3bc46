package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.StoredFile;
import java.util.List;

/**
 * Lists an owner's files, by the time of their creation: those in quarantine, too, but no parts.
 */
public interface ListFiles {

  /**
   * One page. Pages that follow each other hold every file that was there all along exactly once,
   * whatever was added or deleted in between.
   */
  FilePage list(Owner owner, FileQuery query);

  /** One page, and whether another follows; the last file of this one is where that starts. */
  record FilePage(List<StoredFile> files, Continuation continuation) {}

  /** Whether a page is the last one. */
  enum Continuation {
    END,
    MORE
  }
}
