package io.piecemeal.adapters.mcp.chunk;

import io.piecemeal.application.port.in.ChunkBody;
import io.piecemeal.application.port.in.ChunkSink;
import io.piecemeal.chunk.codec.ChunkText;
import io.piecemeal.chunk.codec.Encoding;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.ChunkTerms;
import java.io.IOException;

/** A chunk that came as text; decoded into storage block by block, and never held as a whole. */
public record TextChunk(ChunkText text, Encoding encoding, ChunkTerms terms) implements ChunkBody {

  @Override
  public ChunkTerms transferTo(ChunkSink sink) throws IOException {
    DecodedText.write("data", "encoding", text, encoding, sink);
    return terms;
  }

  /** The most bytes that it may be. */
  public ByteCount mostBytes() {
    return new ByteCount(text.mostBytes());
  }

  /** What was sent is not for logs. */
  @Override
  public String toString() {
    return "TextChunk[" + encoding + ", at most " + text.mostBytes() + " bytes]";
  }
}
