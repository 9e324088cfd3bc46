package io.piecemeal.adapters.http.chunkbody;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Base64 for text whose encoding is not known yet and that is too long to wait for it. A fault is
 * held back until the end of the body, because an {@code encoding} in between may explain it.
 */
final class TrialBase64 implements TextDecoder {

  private final Base64Text base64;
  private @Nullable ChunkBodyRejected fault;

  TrialBase64(ScanBuffers buffers, DecodedOutput output) {
    this.base64 = new Base64Text(Encoding.BASE64, buffers, output);
  }

  @Override
  public void decode(byte[] text, int from, int to) throws IOException {
    if (fault != null) {
      return;
    }
    try {
      base64.decode(text, from, to);
    } catch (ChunkBodyRejected rejected) {
      fault = rejected;
    }
  }

  @Override
  public int decodeUnseen(byte[] body, int from, int to) throws IOException {
    return fault == null ? base64.decodeUnseen(body, from, to) : 0;
  }

  @Override
  public void finish() throws IOException {
    if (fault != null) {
      throw fault;
    }
    base64.finish();
  }
}
