package io.piecemeal.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How a chunk is put into the body of a request. */
public enum BodyForm {
  /** The bytes as they are. */
  RAW {
    @Override
    public byte[] wrap(byte[] chunk) {
      return chunk;
    }
  },
  /** {@code {"data":"<Base64>"}}. */
  JSON {
    @Override
    public byte[] wrap(byte[] chunk) {
      String text = "{\"data\":\"" + Base64.getEncoder().encodeToString(chunk) + "\"}";
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  };

  /** The body of a request with this chunk. */
  public abstract byte[] wrap(byte[] chunk);
}
