package io.piecemeal.adapters.http.wire;

import io.micronaut.serde.annotation.Serdeable;
import io.piecemeal.adapters.http.problem.Calls;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.StoredFile;
import java.util.Map;

/**
 * Says that an append, though done, looks like a mistake.
 *
 * @param rewind the call that undoes it
 */
@Serdeable.Serializable
public record WarningView(String code, String detail, Map<String, Object> rewind) {

  /** The chunk has the same bytes as the one before it, as if a request had been sent twice. */
  public static WarningView identicalToPrevious(StoredFile file, ByteCount sizeBefore) {
    return new WarningView(
        "identical-to-previous",
        "This chunk equals the one before it. If it was sent twice by mistake, make the call in"
            + " 'rewind'; to make retries safe, send 'offset'.",
        Calls.rewind(file.id(), sizeBefore, file.size()).members());
  }
}
