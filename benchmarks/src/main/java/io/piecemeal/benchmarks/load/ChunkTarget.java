package io.piecemeal.benchmarks.load;

import io.piecemeal.harness.http.HttpConnection;
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
