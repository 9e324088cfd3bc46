package io.piecemeal.http.server.json;

import io.piecemeal.application.port.in.ChunkSink;
import io.piecemeal.chunk.codec.ChunkOutput;
import java.io.IOException;
import java.io.InputStream;

/** Lets a scan write where the use case takes a chunk. */
final class SinkOutput extends ChunkOutput {

  private final ChunkSink sink;

  SinkOutput(ChunkSink sink) {
    this.sink = sink;
  }

  @Override
  public void write(int octet) throws IOException {
    sink.write(octet);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    sink.write(bytes, offset, length);
  }

  @Override
  public void draft() throws IOException {
    sink.draft();
  }

  @Override
  public InputStream takeBack() throws IOException {
    return sink.takeBack();
  }
}
