package io.piecemeal.adapters.mcp.chunk;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.chunk.codec.Encoding;
import io.piecemeal.chunk.codec.Words;
import java.util.regex.Pattern;

/**
 * Data that came without its encoding. It is taken for Base64, but models send the text itself as
 * well, and some words are Base64 too: {@code Test} would be stored as three bytes that nobody
 * meant.
 */
public final class UnstatedEncoding {

  private static final String ENCODING = "encoding";

  private static final Pattern OF_NO_BASE64 = Pattern.compile("[^A-Za-z0-9+/=_\\-\\s]");

  private UnstatedEncoding() {}

  /**
   * @throws ArgumentRejected if the data reads like words, and is Base64 nevertheless
   */
  public static void requireNoWords(String data) {
    if (Words.areBase64Too(data)) {
      throw ArgumentRejected.missing(
          ENCODING,
          ("'data' is a text of %d bytes, or Base64 of %d bytes. Nothing was stored: add"
                  + " encoding: utf8 if it is the text itself, encoding: base64 if it is that.")
              .formatted(data.length(), data.length() / 4 * 3));
    }
  }

  /** What is said of data that is not Base64, which it may not have been meant to be. */
  public static ArgumentRejected explained(ArgumentRejected notBase64, String data) {
    ArgumentRejected explained =
        notBase64.adding(
            "It was read as base64, since there is no encoding: if data is the text itself, add"
                + " encoding: utf8.");
    return explained.mendedBy(
        OF_NO_BASE64.matcher(data).find()
            ? new ArgumentRejected.Mend.Value(ENCODING, Encoding.UTF8.wireName())
            : new ArgumentRejected.Mend.Left(ENCODING));
  }
}
