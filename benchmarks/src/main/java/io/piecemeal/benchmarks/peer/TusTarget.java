package io.piecemeal.benchmarks.peer;

import io.piecemeal.benchmarks.load.ChunkSize;
import io.piecemeal.benchmarks.load.ChunkTarget;
import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.RequestHead;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Appends to tus uploads, each of a fixed number of chunks. */
final class TusTarget implements ChunkTarget {

  private static final int CHUNKS_OF_AN_UPLOAD = 200;
  static final String VERSION = "Tus-Resumable: 1.0.0";

  private final String path;
  private final ChunkSize chunk;
  private final Consumer<String> created;
  private final List<String> fields;
  private String upload = "";
  private int sent = CHUNKS_OF_AN_UPLOAD;

  /**
   * @param path where uploads are created
   */
  TusTarget(String path, ChunkSize chunk) {
    this(path, chunk, _ -> {});
  }

  /**
   * @param path where uploads are created
   * @param created is told the path of each
   */
  TusTarget(String path, ChunkSize chunk, Consumer<String> created) {
    this(path, chunk, created, List.of(VERSION));
  }

  private TusTarget(String path, ChunkSize chunk, Consumer<String> created, List<String> fields) {
    this.path = path;
    this.chunk = chunk;
    this.created = created;
    this.fields = fields;
  }

  /**
   * A target of a server that wants a key.
   *
   * @param authorization a header line
   */
  static TusTarget withKey(String path, ChunkSize chunk, String authorization) {
    return new TusTarget(path, chunk, _ -> {}, List.of(VERSION, authorization));
  }

  @Override
  public ByteBuffer nextHead(HttpConnection connection) throws IOException {
    if (sent == CHUNKS_OF_AN_UPLOAD) {
      upload = create(connection);
      created.accept(upload);
      sent = 0;
    }
    long offset = (long) sent++ * chunk.bytes();
    return head("PATCH", upload)
        .with("Content-Type: application/offset+octet-stream")
        .with("Upload-Offset: " + offset)
        .toBytes(connection.host(), chunk.bytes());
  }

  private String create(HttpConnection connection) throws IOException {
    long length = (long) CHUNKS_OF_AN_UPLOAD * chunk.bytes();
    RequestHead head = head("POST", path).with("Upload-Length: " + length);
    return URI.create(connection.exchange(head, "").head().required("Location")).getPath();
  }

  private RequestHead head(String method, String target) {
    return RequestHead.of(method, target, fields.toArray(String[]::new));
  }
}
