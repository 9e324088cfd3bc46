package io.piecemeal.adapters.mcp.chunk;

import io.piecemeal.application.port.in.ChunkBody;
import io.piecemeal.application.port.in.ChunkSink;
import io.piecemeal.chunk.codec.Encoding;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.ChunkTerms;
import java.io.IOException;

/** A chunk that came as text; decoded into storage block by block, and never held as a whole. */
public record TextChunk(String text, Encoding encoding, ChunkTerms terms) implements ChunkBody {

  @Override
  public ChunkTerms transferTo(ChunkSink sink) throws IOException {
    DecodedText.write("data", text, encoding, sink);
    return terms;
  }

  /** The most bytes that it may be: a character of the text takes up to three in UTF-8. */
  public ByteCount mostBytes() {
    return new ByteCount(encoding == Encoding.UTF8 ? 3L * text.length() : text.length());
  }

  /** What was sent is not for logs. */
  @Override
  public String toString() {
    return "TextChunk[" + encoding + ", " + text.length() + " characters]";
  }
}
