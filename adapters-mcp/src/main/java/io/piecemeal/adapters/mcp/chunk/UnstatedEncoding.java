package io.piecemeal.adapters.mcp.chunk;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.chunk.codec.ChunkBodyRejected;
import io.piecemeal.chunk.codec.ChunkText;
import io.piecemeal.chunk.codec.Encoding;
import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;

/**
 * Data that came without its encoding. It is taken for Base64, but models send the text itself as
 * well, and some words are Base64 too: {@code Test} would be stored as three bytes that nobody
 * meant.
 */
public final class UnstatedEncoding {

  private static final String ENCODING = "encoding";

  private UnstatedEncoding() {}

  /**
   * @throws ArgumentRejected if the data reads like words, and is Base64 nevertheless
   */
  public static void requireNoWords(ChunkText data) {
    if (data.isWordsAndBase64()) {
      int length = data.toString().length();
      throw ArgumentRejected.missing(
          ENCODING,
          ("'data' is a text of %d bytes, or Base64 of %d bytes. Nothing was stored: add"
                  + " encoding: utf8 if it is the text itself, encoding: base64 if it is that.")
              .formatted(length, length / 4 * 3));
    }
  }

  /** What is said of data that is not Base64, which it may not have been meant to be. */
  public static ArgumentRejected explained(ArgumentRejected notBase64, ChunkText data)
      throws IOException {
    ArgumentRejected explained =
        notBase64.adding(
            "It was read as base64, since there is no encoding: if data is the text itself, add"
                + " encoding: utf8.");
    return explained.mendedBy(
        hasOthers(data)
            ? new ArgumentRejected.Mend.Value(ENCODING, Encoding.UTF8.wireName())
            : new ArgumentRejected.Mend.Left(ENCODING));
  }

  /** Whether there is a character that no Base64 has. */
  private static boolean hasOthers(ChunkText data) throws IOException {
    OfNoBase64 found = new OfNoBase64();
    try {
      data.decode(Encoding.UTF8, found);
    } catch (ChunkBodyRejected loneSurrogate) {
      return true;
    }
    return found.any;
  }

  /** Looks at the bytes of a text. */
  private static final class OfNoBase64 extends OutputStream {

    private static final BitSet OF_BASE64 = new BitSet();

    static {
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_- \t\n\u000b\f\r"
          .chars()
          .forEach(OF_BASE64::set);
    }

    private boolean any;

    @Override
    public void write(int unit) {
      any |= !OF_BASE64.get(unit & 0xFF);
    }
  }
}
