package io.piecemeal.chunk.codec;

import java.io.IOException;

/**
 * Turns the text of {@code data}, given in pieces cut anywhere, into the bytes that it stands for.
 */
sealed interface TextDecoder permits Base64Text, HexText, Utf8Text {

  static TextDecoder of(Encoding encoding, ScanBuffers buffers, DecodedOutput output) {
    return switch (encoding) {
      case BASE64, BASE64URL -> new Base64Text(encoding, buffers, output);
      case HEX -> new HexText(buffers, output);
      case UTF8 -> new Utf8Text(output);
    };
  }

  /**
   * Decodes the next piece of the text, UTF-8 with escapes resolved.
   *
   * @throws ChunkBodyRejected with {@link ChunkBodyFault.InvalidData}
   */
  void decode(byte[] text, int from, int to) throws IOException;

  /**
   * Decodes as much as it can from the front of a body's bytes that still have their escapes and
   * their quote, as long as they stand for themselves in JSON as in the encoding.
   *
   * @return how many bytes it decoded; fewer than are worth the call is 0
   */
  int decodeUnseen(byte[] body, int from, int to) throws IOException;

  /**
   * Says that the text is complete.
   *
   * @throws ChunkBodyRejected with {@link ChunkBodyFault.InvalidData}
   */
  void finish() throws IOException;
}
