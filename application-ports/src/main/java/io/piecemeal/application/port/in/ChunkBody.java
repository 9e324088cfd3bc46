package io.piecemeal.application.port.in;

import io.piecemeal.domain.upload.ChunkTerms;
import java.io.IOException;

/** The bytes of a chunk, still on their way from the caller. */
@FunctionalInterface
public interface ChunkBody {

  /**
   * Writes the whole chunk to {@code sink}, which it neither flushes nor closes. Called at most
   * once.
   *
   * @return what the caller demands of the chunk; known only at the end, since it may follow the
   *     bytes
   * @throws IOException if the caller broke off or its bytes cannot be read; nothing is appended
   *     then
   */
  ChunkTerms transferTo(ChunkSink sink) throws IOException;
}
