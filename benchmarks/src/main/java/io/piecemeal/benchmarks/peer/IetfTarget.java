package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.load.ChunkSize;
import io.piecemeal.benchmarks.load.ChunkTarget;
import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.RequestHead;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;

/**
 * Appends to uploads of the IETF's draft, each of a fixed number of chunks; the last one ends its
 * upload. Names no interop version, so that there is one answer to each request.
 */
final class IetfTarget implements ChunkTarget {

  private static final int CHUNKS_OF_AN_UPLOAD = 200;

  private final String path;
  private final ChunkSize chunk;
  private final String authorization;
  private String upload = "";
  private int sent = CHUNKS_OF_AN_UPLOAD;

  /**
   * @param path where uploads are created
   * @param authorization a header line
   */
  IetfTarget(String path, ChunkSize chunk, String authorization) {
    this.path = path;
    this.chunk = chunk;
    this.authorization = authorization;
  }

  @Override
  public ByteBuffer nextHead(HttpConnection connection) throws IOException {
    if (sent == CHUNKS_OF_AN_UPLOAD) {
      upload = create(connection);
      sent = 0;
    }
    long offset = (long) sent++ * chunk.bytes();
    return RequestHead.of("PATCH", upload, authorization)
        .with("Content-Type: application/partial-upload")
        .with("Upload-Offset: " + offset)
        .with("Upload-Complete: " + (sent == CHUNKS_OF_AN_UPLOAD ? "?1" : "?0"))
        .toBytes(connection.host(), chunk.bytes());
  }

  private String create(HttpConnection connection) throws IOException {
    long length = (long) CHUNKS_OF_AN_UPLOAD * chunk.bytes();
    RequestHead head =
        RequestHead.of("POST", path, authorization)
            .with("Upload-Complete: ?0")
            .with("Upload-Length: " + length);
    return URI.create(connection.exchange(head, "").head().required("Location")).getPath();
  }
}
