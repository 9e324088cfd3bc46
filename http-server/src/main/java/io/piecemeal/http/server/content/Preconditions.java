package io.piecemeal.http.server.content;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.http.server.content.Validators.Comparison;
import java.time.Instant;
import java.util.Optional;

/**
 * The conditional headers of a download, in the order in which RFC 9110 section 13.2.2 asks them.
 */
public final class Preconditions {

  private final HttpHeaders headers;
  private final Validators current;

  public Preconditions(HttpHeaders headers, Validators current) {
    this.headers = headers;
    this.current = current;
  }

  /** What the headers make of the request. */
  public Verdict verdict() {
    if (!mayProceed()) {
      return Verdict.FAILED;
    }
    return isUnchanged() ? Verdict.NOT_MODIFIED : Verdict.PROCEED;
  }

  private boolean mayProceed() {
    Optional<String> match = header(HttpHeaders.IF_MATCH);
    if (match.isPresent()) {
      return current.isIn(match.get(), Comparison.STRONG);
    }
    return isUnmodifiedSince(HttpHeaders.IF_UNMODIFIED_SINCE).orElse(true);
  }

  private boolean isUnchanged() {
    Optional<String> noneMatch = header(HttpHeaders.IF_NONE_MATCH);
    if (noneMatch.isPresent()) {
      return current.isIn(noneMatch.get(), Comparison.WEAK);
    }
    return isUnmodifiedSince(HttpHeaders.IF_MODIFIED_SINCE).orElse(false);
  }

  /** Empty where there is no such header, or the content has no date. */
  private Optional<Boolean> isUnmodifiedSince(String name) {
    return header(name)
        .flatMap(HttpDates::read)
        .flatMap(since -> current.lastModified().map(date -> !date.isAfter(since)));
  }

  /** The Range header, if there is one and If-Range lets it count. */
  public Optional<String> range() {
    return header(HttpHeaders.RANGE).filter(range -> ifRangeHolds());
  }

  /**
   * If-Range wants a strong validator (RFC 9110 section 13.1.5). A date is one only when the second
   * it names is over, since a file may change twice within one.
   */
  private boolean ifRangeHolds() {
    return header(HttpHeaders.IF_RANGE)
        .map(tag -> tag.strip().equals(current.entityTag()) || holdsAsDate(tag))
        .orElse(true);
  }

  private boolean holdsAsDate(String text) {
    return current
        .lastModified()
        .filter(date -> HttpDates.read(text).filter(date::equals).isPresent())
        .filter(date -> date.plusSeconds(2).isBefore(Instant.now()))
        .isPresent();
  }

  private Optional<String> header(String name) {
    var values = headers.getAll(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
  }

  /** What becomes of a conditional request. */
  public enum Verdict {
    PROCEED,
    NOT_MODIFIED,
    FAILED
  }
}
