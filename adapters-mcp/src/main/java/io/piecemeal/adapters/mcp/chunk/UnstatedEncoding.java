package io.piecemeal.adapters.mcp.chunk;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.chunk.codec.Encoding;
import java.util.regex.Pattern;

/**
 * Data that came without its encoding. It is taken for Base64, but models send the text itself as
 * well, and some words are Base64 too: {@code Test} would be stored as three bytes that nobody
 * meant.
 */
public final class UnstatedEncoding {

  private static final String ENCODING = "encoding";

  /** Characters: models type no longer words, and programs send longer data. */
  private static final int LONGEST_WORDS = 1024;

  /** Possessive, and told apart by the first two characters: so matching never goes back. */
  private static final String CAPITALS_AND_NUMBERS = "[A-Z][a-z]{2,}+|[A-Z]{3,}+|[0-9]{2,}+";

  private static final String WORDS_IN_ONE = "(?:[a-z]{3,}+|" + CAPITALS_AND_NUMBERS + ")";

  /**
   * Words and numbers, one after the other or with a slash or plus between them. Base64 of bytes
   * changes between the kinds of letters more often: of 6 random bytes 2 % read so, of 15 less than
   * 0.1 %.
   */
  private static final Pattern WORDS =
      Pattern.compile(
          "%1$s++(?:[/+](?:[a-z]{2,}+|%2$s)%1$s*+)*+"
              .formatted(WORDS_IN_ONE, CAPITALS_AND_NUMBERS));

  /** Bytes of zero, which programs send, and nobody writes. */
  private static final Pattern REPEATED = Pattern.compile(".*(.)\\1\\1\\1.*");

  private static final Pattern OF_NO_BASE64 = Pattern.compile("[^A-Za-z0-9+/=_\\-\\s]");

  private UnstatedEncoding() {}

  /**
   * @throws ArgumentRejected if the data reads like words, and is Base64 nevertheless
   */
  public static void requireNoWords(String data) {
    if (data.length() % 4 == 0
        && data.length() <= LONGEST_WORDS
        && WORDS.matcher(data).matches()
        && !REPEATED.matcher(data).matches()) {
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
