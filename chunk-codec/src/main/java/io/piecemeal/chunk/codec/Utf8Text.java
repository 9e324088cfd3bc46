package io.piecemeal.chunk.codec;

import java.io.IOException;

/** Text that stands for its own UTF-8 bytes. */
final class Utf8Text implements TextDecoder {

  private final DecodedOutput output;

  Utf8Text(DecodedOutput output) {
    this.output = output;
  }

  @Override
  public void decode(byte[] text, int from, int to) throws IOException {
    output.write(text, from, to - from);
  }

  @Override
  public int decodeUnseen(byte[] body, int from, int to) {
    return 0;
  }

  @Override
  public void finish() {
    // every JSON string is a valid text
  }
}
