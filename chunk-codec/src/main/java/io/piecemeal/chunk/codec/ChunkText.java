package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.io.OutputStream;

/** A text in memory that stands for the bytes of a chunk, by the rules of the text in its body. */
public sealed interface ChunkText permits LongText, StringChunkText {

  /** The same text as a string has. */
  static ChunkText of(String text) {
    return new StringChunkText(text);
  }

  /**
   * Writes the bytes that the text stands for, in blocks of at most 64 KiB.
   *
   * @param sink not closed; may have been given bytes when this throws
   * @throws ChunkBodyRejected with {@link ChunkBodyFault.InvalidData}, if the text is not valid in
   *     its encoding
   * @throws IOException only from the sink
   */
  void decode(Encoding encoding, OutputStream sink) throws IOException;

  /** The most bytes that it may stand for, in whichever encoding. */
  long mostBytes();

  /** Whether it reads like words, and is Base64 nevertheless. */
  boolean isWordsAndBase64();

  /** The text itself. */
  @Override
  String toString();
}
