package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.load.ChunkTarget;
import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.RequestHead;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Appends to upload sessions as our API has them. A new one is opened now and then, well below the
 * limit of a file.
 */
public final class SessionTarget implements ChunkTarget {

  static final int CHUNKS_OF_A_SESSION = 200;

  static final String JSON = "Content-Type: application/json";

  private final String authorization;
  private final int bodyLength;
  private final int chunksOfSession;
  private int left;
  private ByteBuffer head = ByteBuffer.allocate(0);

  /**
   * Makes a target without a session.
   *
   * @param authorization a header line
   */
  public SessionTarget(String authorization, int bodyLength) {
    this(authorization, bodyLength, CHUNKS_OF_A_SESSION);
  }

  /**
   * Makes a target whose sessions get this many chunks each.
   *
   * @param authorization a header line
   */
  public SessionTarget(String authorization, int bodyLength, int chunksOfSession) {
    this.authorization = authorization;
    this.bodyLength = bodyLength;
    this.chunksOfSession = chunksOfSession;
  }

  @Override
  public ByteBuffer nextHead(HttpConnection connection) throws IOException {
    if (left == 0) {
      String id = open(connection, authorization);
      head =
          RequestHead.of("PUT", "/uploads/" + id, authorization, JSON)
              .toBytes(connection.host(), bodyLength);
      left = chunksOfSession;
    }
    left--;
    return head.duplicate();
  }

  /**
   * Opens a session.
   *
   * @return its id
   */
  static String open(HttpConnection connection, String authorization) throws IOException {
    return connection
        .exchange(
            RequestHead.of("POST", "/uploads", authorization, JSON), "{\"filename\":\"load.bin\"}")
        .member("file_id");
  }
}
