package io.piecemeal.application.port.out;

import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.UploadSession;
import java.util.HashSet;
import java.util.List;

/**
 * Parts that are about to become the end of a file.
 *
 * @param seen the session as it was when the rules admitted the parts
 * @param parts in their order in the file, each once; in the shard of the session
 * @param next what the session is with them, but for its times
 */
public record Join(
    UploadSession seen, List<CompleteFile> parts, UploadSession next, Retention retention) {

  public Join {
    if (parts.isEmpty() || new HashSet<>(ids(parts)).size() != parts.size()) {
      throw new IllegalArgumentException("parts are joined once each: " + ids(parts));
    }
    boolean apart = parts.stream().anyMatch(part -> !part.id().shard().equals(seen.id().shard()));
    if (apart) {
      throw new IllegalArgumentException(
          "a part is not in the shard of file %s: %s".formatted(seen.id(), ids(parts)));
    }
  }

  private static List<Object> ids(List<CompleteFile> parts) {
    return parts.stream().<Object>map(CompleteFile::id).toList();
  }
}
