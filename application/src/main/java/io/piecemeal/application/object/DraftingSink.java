package io.piecemeal.application.object;

import io.piecemeal.application.port.in.ChunkSink;
import java.io.IOException;
import java.io.InputStream;

/** Writes into the stage of a chunk, and into a new one after a draft. */
final class DraftingSink extends ChunkSink {

  private final StagedChunk chunk;

  DraftingSink(StagedChunk chunk) {
    this.chunk = chunk;
  }

  @Override
  public void write(int octet) throws IOException {
    chunk.sink().write(octet);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    chunk.sink().write(bytes, offset, length);
  }

  @Override
  public void draft() throws IOException {
    chunk.draft();
  }

  @Override
  public InputStream takeBack() throws IOException {
    return chunk.takeBack();
  }
}
