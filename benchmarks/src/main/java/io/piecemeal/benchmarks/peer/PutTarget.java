package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.load.ChunkTarget;
import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.RequestHead;
import java.nio.ByteBuffer;

/** Puts each chunk under a name of its own. */
final class PutTarget implements ChunkTarget {

  private final String prefix;
  private final int bodyLength;
  private long next;

  /**
   * @param prefix what no other connection's names start with
   */
  PutTarget(String prefix, int bodyLength) {
    this.prefix = prefix;
    this.bodyLength = bodyLength;
  }

  @Override
  public ByteBuffer nextHead(HttpConnection connection) {
    return RequestHead.of("PUT", prefix + next++).toBytes(connection.host(), bodyLength);
  }
}
