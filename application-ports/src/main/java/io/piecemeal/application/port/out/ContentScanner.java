package io.piecemeal.application.port.out;

import java.io.IOException;
import java.io.InputStream;

/** Looks for what is harmful in the bytes of files. */
public interface ContentScanner {

  /**
   * Looks at the bytes of one file, from the first to the last. Holds the calling thread for a
   * bounded time beside that which reading takes. Does not close {@code content}.
   *
   * @throws IOException if the scanner cannot be reached, or says nothing that is understood: it is
   *     not known then what the bytes are, and the same may be asked again later
   * @throws IOException what reading threw, unchanged
   */
  Verdict scan(InputStream content) throws IOException;

  /** What the scanner says. */
  sealed interface Verdict {

    /** It looked at all bytes and found nothing. */
    record Clean() implements Verdict {}

    /**
     * It found something.
     *
     * @param name what it calls that: 1 to {@value io.piecemeal.domain.upload.Scan#LONGEST_FINDING}
     *     printable ASCII characters
     */
    record Infected(String name) implements Verdict {}

    /**
     * It does not look at such bytes, as at those of a file that is too large for it. Nothing is
     * known of them; the same is said again as long as the scanner is set up as it is.
     *
     * @param reason in as many printable ASCII characters
     */
    record Declined(String reason) implements Verdict {}
  }
}
