package io.piecemeal.http.server.content;

import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells one content of a file from another (RFC 9110 section 8.8).
 *
 * @param entityTag strong: a revision of a file with a given size is always the same bytes
 * @param lastModified in whole seconds; empty as long as the content changes, which it may do twice
 *     within one, and a date would tell the two apart for nobody
 */
public record Validators(String entityTag, Optional<Instant> lastModified) {

  /** Takes time in proportion to the text: nothing that was matched is given back. */
  private static final Pattern TAG = Pattern.compile("\\s*+(W/)?+(\"[^\"]*+\")\\s*+(?:,|$)");

  /** The validators of a file's content. */
  public static Validators of(StoredFile file) {
    return new Validators(
        "\"%d-%d\"".formatted(file.revision(), file.size().value()),
        switch (file) {
          case UploadSession open -> Optional.empty();
          case CompleteFile complete ->
              Optional.of(complete.updatedAt().truncatedTo(ChronoUnit.SECONDS));
        });
  }

  /** {@code lastModified} as HTTP writes dates. */
  public Optional<String> httpDate() {
    return lastModified.map(HttpDates::write);
  }

  /** Whether a list of tags has this one; weak ones count where {@code comparison} says so. */
  boolean isIn(String tags, Comparison comparison) {
    if (tags.strip().equals("*")) {
      return true;
    }
    Matcher matcher = TAG.matcher(tags);
    int end = 0;
    // Each tag right behind the one before: a search would begin at each character in turn.
    while (end < tags.length() && matcher.region(end, tags.length()).lookingAt()) {
      boolean weak = matcher.group(1) != null;
      if (matcher.group(2).equals(entityTag) && !(weak && comparison == Comparison.STRONG)) {
        return true;
      }
      end = matcher.end();
    }
    return false;
  }

  /** How entity tags are compared (RFC 9110 section 8.8.3.2). */
  enum Comparison {
    STRONG,
    WEAK
  }
}
