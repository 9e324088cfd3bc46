package io.piecemeal.domain.upload;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is known of the bytes of a complete file from a scanner of contents.
 *
 * @param finding what the scanner calls what it found, in printable ASCII characters, at most
 *     {@value #LONGEST_FINDING}; a file that was released keeps it
 * @param detected the type that the first bytes look like, where that was found out; no more than a
 *     hint, since whoever makes a file chooses how it begins
 */
public record Scan(State state, Optional<String> finding, Optional<ContentType> detected) {

  /** In characters. */
  public static final int LONGEST_FINDING = 200;

  /** It is to be scanned. */
  public static final Scan SCANNING = new Scan(State.SCANNING, Optional.empty(), Optional.empty());

  private static final Pattern FINDING = Pattern.compile("[ -~]{1," + LONGEST_FINDING + "}");

  /** How far it is. */
  public enum State {
    /** Nobody knows yet. */
    SCANNING,
    /** The scanner found nothing. */
    PASSED,
    /** The scanner found something, or did not look at all of it. */
    QUARANTINED,
    /** An operator lets it be read, whatever the scanner says. */
    RELEASED
  }

  public Scan {
    if (finding.filter(name -> !FINDING.matcher(name).matches()).isPresent()) {
      throw new IllegalArgumentException("a finding is 1 to 200 printable ASCII characters");
    }
    boolean fits =
        switch (state) {
          case SCANNING, PASSED -> finding.isEmpty();
          case QUARANTINED -> finding.isPresent();
          case RELEASED -> true;
        };
    if (!fits) {
      throw new IllegalArgumentException("%s does not go with %s".formatted(state, finding));
    }
  }

  /** The scanner found nothing. */
  public static Scan passed(Optional<ContentType> detected) {
    return new Scan(State.PASSED, Optional.empty(), detected);
  }

  /** The scanner found something. */
  public static Scan quarantined(String finding, Optional<ContentType> detected) {
    return new Scan(State.QUARANTINED, Optional.of(finding), detected);
  }
}
