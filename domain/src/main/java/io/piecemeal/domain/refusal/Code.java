package io.piecemeal.domain.refusal;

import java.util.Locale;

/** What programs tell a refusal or a failure by. A code never changes its meaning. */
public enum Code {
  NOT_FOUND(Kind.ABSENT, Retry.FUTILE),
  GONE(Kind.GONE, Retry.FUTILE),
  OFFSET_MISMATCH(Kind.CONFLICT, Retry.FUTILE),
  UPLOAD_COMPLETE(Kind.CONFLICT, Retry.FUTILE),
  FILE_INCOMPLETE(Kind.CONFLICT, Retry.FUTILE),
  SCANNING(Kind.CONFLICT, Retry.MAY_SUCCEED),
  QUARANTINED(Kind.FORBIDDEN, Retry.FUTILE),
  EMPTY_CHUNK(Kind.INVALID, Retry.FUTILE),
  CHUNK_TOO_LARGE(Kind.TOO_LARGE, Retry.FUTILE),
  FILE_TOO_LARGE(Kind.TOO_LARGE, Retry.FUTILE),
  BAD_FILENAME(Kind.INVALID, Retry.FUTILE),
  INVALID_FIELD(Kind.INVALID, Retry.FUTILE),
  CHECKSUM_MISMATCH(Kind.INVALID, Retry.FUTILE),
  SIZE_MISMATCH(Kind.INVALID, Retry.FUTILE),
  SOURCE_UNSUITABLE(Kind.INVALID, Retry.FUTILE),
  SOURCE_UNAVAILABLE(Kind.ELSEWHERE, Retry.MAY_SUCCEED),
  NOT_A_CHUNK_BOUNDARY(Kind.INVALID, Retry.FUTILE),
  REWIND_FORBIDDEN(Kind.CONFLICT, Retry.FUTILE),
  QUOTA_EXCEEDED(Kind.FORBIDDEN, Retry.FUTILE),
  FORBIDDEN(Kind.FORBIDDEN, Retry.FUTILE),
  TICKET_USED(Kind.GONE, Retry.FUTILE),
  TICKET_EXPIRED(Kind.GONE, Retry.FUTILE),
  TICKET_OUTDATED(Kind.CONFLICT, Retry.FUTILE),
  TICKET_BUSY(Kind.CONFLICT, Retry.MAY_SUCCEED),
  AWAITS_PARTS(Kind.CONFLICT, Retry.FUTILE),
  TICKET_OPEN(Kind.CONFLICT, Retry.FUTILE),
  IDEMPOTENCY_KEY_REUSED(Kind.INVALID, Retry.FUTILE),
  RATE_LIMITED(Kind.BUSY, Retry.MAY_SUCCEED),
  UNAVAILABLE(Kind.UNAVAILABLE, Retry.MAY_SUCCEED),
  INSUFFICIENT_STORAGE(Kind.FULL, Retry.MAY_SUCCEED),
  OUTCOME_UNKNOWN(Kind.UNAVAILABLE, Retry.FUTILE),
  DAMAGED(Kind.BROKEN, Retry.FUTILE);

  private final Kind kind;
  private final Retry retry;

  Code(Kind kind, Retry retry) {
    this.kind = kind;
    this.retry = retry;
  }

  /** How it is written: in kebab case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The class of status that a dialect with statuses answers with. */
  public Kind kind() {
    return kind;
  }

  /** What becomes of sending the very same request once more. */
  public Retry retry() {
    return retry;
  }

  /** Classes of status. */
  public enum Kind {
    /** The request has a value that it cannot have. */
    INVALID,
    /** The caller may not do this. */
    FORBIDDEN,
    /** What the request names does not exist for this caller. */
    ABSENT,
    /** The request does not fit the state that the file is in. */
    CONFLICT,
    /** What the request names existed once. */
    GONE,
    /** The request has more bytes than it may have. */
    TOO_LARGE,
    /** The caller has its share of what all share. */
    BUSY,
    /** Another server, which the request names, did not do what it was asked for. */
    ELSEWHERE,
    /** The service cannot serve the request now. */
    UNAVAILABLE,
    /** There is no room left. */
    FULL,
    /** The service failed. */
    BROKEN
  }

  /** What becomes of sending a request again. */
  public enum Retry {
    MAY_SUCCEED,
    FUTILE
  }
}
