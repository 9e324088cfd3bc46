package io.piecemeal.adapters.mcp.chunk;

import io.piecemeal.chunk.codec.ChunkText;
import io.piecemeal.chunk.codec.Encoding;
import io.piecemeal.domain.storage.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The bytes of a short text, in memory. */
public final class DecodedBytes {

  private DecodedBytes() {}

  /**
   * Decodes it.
   *
   * @param name of the argument that the text is
   * @throws io.piecemeal.adapters.mcp.argument.ArgumentRejected naming the first character that is
   *     wrong
   */
  public static byte[] of(String name, String text, Encoding encoding) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    DecodedText.write(name, ChunkText.of(text), encoding, bytes);
    return bytes.toByteArray();
  }

  /** The digest of bytes that are in memory. */
  public static Sha256 sha256(byte[] bytes) {
    return Sha256.of(MeasuredText.sha256Digest().digest(bytes));
  }
}
