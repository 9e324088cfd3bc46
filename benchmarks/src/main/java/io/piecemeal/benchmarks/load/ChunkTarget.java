package io.piecemeal.benchmarks.load;

import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the chunks of one connection go. */
@FunctionalInterface
public interface ChunkTarget {

  /**
   * The head of the request that carries the next chunk. Opens a file or a session over the
   * connection first, if one is due.
   */
  ByteBuffer nextHead(HttpConnection connection) throws IOException;

  /**
   * Reads the rest of the answer to a chunk.
   *
   * @throws IOException if it tells of a refusal
   */
  default void finish(HttpConnection connection, ResponseHead answer) throws IOException {
    connection.discardBody(answer);
    if (!answer.succeeded()) {
      throw new IOException("answered " + answer.text().lines().findFirst().orElse(""));
    }
  }

  /** Makes the target of a new connection. */
  @FunctionalInterface
  interface Factory {
    /**
     * Makes one.
     *
     * @param bodyLength the length of each body that will be sent
     */
    ChunkTarget create(ChunkSize chunk, int bodyLength);
  }
}
