package io.piecemeal.chunk.codec;

import java.util.regex.Pattern;

/** Tells words from Base64, which some words are too. */
final class Words {

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

  private Words() {}

  /** Whether a text reads like words, and is Base64 nevertheless. */
  static boolean areBase64Too(String text) {
    return text.length() % 4 == 0
        && text.length() <= LONGEST_WORDS
        && WORDS.matcher(text).matches()
        && !REPEATED.matcher(text).matches();
  }
}
