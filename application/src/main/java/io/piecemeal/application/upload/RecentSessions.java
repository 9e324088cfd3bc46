package io.piecemeal.application.upload;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions as they were after the last appends of this process. Only good for a guess: by now a
 * file may have changed, so whatever comes of it has to be confirmed by a commit that compares.
 */
final class RecentSessions {

  /** Enough for the sessions of a busy moment; a file that is forgotten costs one look-up. */
  static final int REMEMBERED = 4096;

  private final Map<FileId, UploadSession> files =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<FileId, UploadSession> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Keeps a session, and forgets a file that is complete: nothing is appended to it. */
  synchronized void remember(StoredFile file) {
    switch (file) {
      case UploadSession session -> files.put(file.id(), session);
      case CompleteFile complete -> files.remove(file.id());
    }
  }

  synchronized Optional<UploadSession> find(Owner owner, FileId file) {
    return Optional.ofNullable(files.get(file)).filter(known -> known.owner().equals(owner));
  }
}
