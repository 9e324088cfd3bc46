package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.load.ChunkSize;
import io.piecemeal.benchmarks.load.ChunkTarget;
import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.RequestHead;
import io.piecemeal.harness.http.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Appends to the sessions that {@link SessionTarget} opens by calls of the tool {@code
 * upload_append}. A body carries a call from its data on; what comes before that goes along with
 * the head. The server keeps no MCP sessions, so that there is none to begin.
 */
public final class McpTarget implements ChunkTarget {

  private static final String[] HEADERS = {
    SessionTarget.JSON,
    "Accept: application/json, text/event-stream",
    "MCP-Protocol-Version: 2025-11-25"
  };

  private final String authorization;
  private final String encoding;
  private final ChunkSize chunk;
  private final int bodyLength;
  private String session = "";
  private long sent;

  /**
   * Makes a target without a session.
   *
   * @param authorization a header line
   * @param encoding of the data, as the tool calls it
   */
  public McpTarget(String authorization, String encoding, ChunkSize chunk, int bodyLength) {
    this.authorization = authorization;
    this.encoding = encoding;
    this.chunk = chunk;
    this.bodyLength = bodyLength;
  }

  @Override
  public ByteBuffer nextHead(HttpConnection connection) throws IOException {
    long before = sent++ % SessionTarget.CHUNKS_OF_A_SESSION;
    if (before == 0) {
      session = SessionTarget.open(connection, authorization);
    }
    byte[] call =
        """
        {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"upload_append",\
        "arguments":{"file_id":"%s","offset":%d,"encoding":"%s","data":"\
        """
            .formatted(sent, session, before * chunk.bytes(), encoding)
            .getBytes(StandardCharsets.US_ASCII);
    ByteBuffer head =
        RequestHead.of("POST", "/mcp", HEADERS)
            .with(authorization)
            .toBytes(connection.host(), (long) call.length + bodyLength);
    return ByteBuffer.allocate(head.remaining() + call.length).put(head).put(call).flip();
  }

  /** A call that failed is answered with success as far as HTTP goes. */
  @Override
  public void finish(HttpConnection connection, ResponseHead answer) throws IOException {
    String said = new String(connection.readBody(answer), StandardCharsets.UTF_8);
    if (!answer.succeeded() || !said.contains("\"isError\":false")) {
      throw new IOException("answered %d %s".formatted(answer.status(), said));
    }
  }
}
