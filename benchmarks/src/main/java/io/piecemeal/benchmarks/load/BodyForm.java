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
      return ascii("{\"data\":\"" + base64(chunk) + "\"}");
    }
  },
  /** {@code {"encoding":"utf8","data":"<text>"}}. */
  JSON_TEXT {
    @Override
    public byte[] wrap(byte[] chunk) {
      return ascii("{\"encoding\":\"utf8\",\"data\":\"" + text(chunk) + "\"}");
    }
  },
  /** The end of a call of {@code upload_append}, from its Base64 on. */
  MCP {
    @Override
    public byte[] wrap(byte[] chunk) {
      return ascii(base64(chunk) + END_OF_CALL);
    }
  },
  /** The end of a call of {@code upload_append}, from its text on. */
  MCP_TEXT {
    @Override
    public byte[] wrap(byte[] chunk) {
      return ascii(text(chunk) + END_OF_CALL);
    }
  };

  private static final String END_OF_CALL = "\"}}}";

  /** The body of a request with this chunk. */
  public abstract byte[] wrap(byte[] chunk);

  private static String base64(byte[] chunk) {
    return Base64.getEncoder().encodeToString(chunk);
  }

  /** A text of as many letters and digits as the chunk has bytes. */
  private static String text(byte[] chunk) {
    return base64(chunk).substring(0, chunk.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
