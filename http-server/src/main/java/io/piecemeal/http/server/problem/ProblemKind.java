package io.piecemeal.http.server.problem;

import io.micronaut.http.HttpStatus;
import io.piecemeal.domain.refusal.Code;
import io.piecemeal.domain.refusal.Code.Retry;
import java.util.Locale;
import java.util.stream.Stream;

/** The kinds of problems that callers may program against: each has one code and one status. */
public enum ProblemKind {
  INVALID_JSON(HttpStatus.BAD_REQUEST, "The body is not one JSON object in UTF-8"),
  MISSING_FIELD(HttpStatus.BAD_REQUEST, "A required field is missing"),
  BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request is not understood"),
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "A valid API key is required"),
  FORBIDDEN(HttpStatus.FORBIDDEN, "The API key does not allow this"),
  FOREIGN_ORIGIN(HttpStatus.FORBIDDEN, "Pages of this origin are not served"),
  QUOTA_EXCEEDED(HttpStatus.FORBIDDEN, "The quota is used up"),
  NOT_FOUND(HttpStatus.NOT_FOUND, "Not found"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method is not allowed here"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No representation is acceptable to the caller"),
  REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "The request came too slowly"),
  OFFSET_MISMATCH(HttpStatus.CONFLICT, "The file does not end at this offset"),
  UPLOAD_COMPLETE(HttpStatus.CONFLICT, "The file is complete and takes no change"),
  FILE_INCOMPLETE(HttpStatus.CONFLICT, "The file is not complete yet"),
  SCANNING(HttpStatus.CONFLICT, "The file is being scanned"),
  QUARANTINED(HttpStatus.FORBIDDEN, "The file is in quarantine"),
  GONE(HttpStatus.GONE, "The file expired or was deleted"),
  EVENTS_LOST(HttpStatus.GONE, "Events behind the cursor are no longer kept"),
  TICKET_USED(HttpStatus.GONE, "The ticket was used"),
  TICKET_EXPIRED(HttpStatus.GONE, "The ticket expired"),
  TICKET_OUTDATED(HttpStatus.CONFLICT, "The owner changed the file since the ticket was issued"),
  TICKET_BUSY(HttpStatus.CONFLICT, "Another request is sending bytes for this ticket"),
  AWAITS_PARTS(HttpStatus.CONFLICT, "The file is made of its parts"),
  TICKET_OPEN(HttpStatus.CONFLICT, "The holder of the file's ticket has more to send"),
  PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED, "A precondition of the request is not met"),
  CHUNK_TOO_LARGE(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "The chunk is too large"),
  FILE_TOO_LARGE(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "The file would become too large"),
  BODY_TOO_LARGE(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "The request body is too large"),
  URI_TOO_LONG(HttpStatus.REQUEST_URI_TOO_LONG, "The request target is too long"),
  EXPECTATION_FAILED(HttpStatus.EXPECTATION_FAILED, "The expectation cannot be met"),
  MISDIRECTED_REQUEST(HttpStatus.MISDIRECTED_REQUEST, "The host is not served here"),
  UNSUPPORTED_MEDIA_TYPE(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body has an unsupported type or encoding"),
  RANGE_NOT_SATISFIABLE(
      HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "The range lies outside of the file"),
  INVALID_FIELD(HttpStatus.UNPROCESSABLE_ENTITY, "A field has an invalid value"),
  UNKNOWN_FIELD(HttpStatus.UNPROCESSABLE_ENTITY, "A field is not known"),
  INVALID_BASE64(HttpStatus.UNPROCESSABLE_ENTITY, "The data is not valid in its encoding"),
  EMPTY_CHUNK(HttpStatus.UNPROCESSABLE_ENTITY, "The chunk has no bytes"),
  BAD_FILENAME(HttpStatus.UNPROCESSABLE_ENTITY, "The filename is not allowed"),
  CHECKSUM_MISMATCH(HttpStatus.UNPROCESSABLE_ENTITY, "The bytes do not have the stated digest"),
  SIZE_MISMATCH(HttpStatus.UNPROCESSABLE_ENTITY, "The file does not have the stated size"),
  NOT_A_CHUNK_BOUNDARY(HttpStatus.UNPROCESSABLE_ENTITY, "No chunk of the file ends there"),
  REWIND_FORBIDDEN(HttpStatus.CONFLICT, "The file never becomes shorter"),
  SOURCE_UNSUITABLE(HttpStatus.UNPROCESSABLE_ENTITY, "What the URL gives cannot become the file"),
  SOURCE_UNAVAILABLE(HttpStatus.FAILED_DEPENDENCY, "The URL does not give the file now"),
  RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
  IDEMPOTENCY_KEY_REUSED(
      HttpStatus.UNPROCESSABLE_ENTITY, "The idempotency key was used for another request"),
  HEADERS_TOO_LARGE(
      HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The request headers are too large"),
  NOT_IMPLEMENTED(HttpStatus.NOT_IMPLEMENTED, "The method is not known here"),
  HTTP_VERSION_NOT_SUPPORTED(
      HttpStatus.HTTP_VERSION_NOT_SUPPORTED, "The version of HTTP is not spoken here"),
  INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "The server failed"),
  DAMAGED(HttpStatus.INTERNAL_SERVER_ERROR, "The stored bytes are damaged"),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The service is not available right now"),
  OUTCOME_UNKNOWN(
      HttpStatus.SERVICE_UNAVAILABLE, "It is not known whether the request took effect"),
  INSUFFICIENT_STORAGE(HttpStatus.INSUFFICIENT_STORAGE, "There is no room left");

  private final HttpStatus status;
  private final String title;

  ProblemKind(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The kind that a refusal or failure of the core is. */
  public static ProblemKind of(Code code) {
    return valueOf(code.name());
  }

  /** The HTTP status that goes with it. */
  public HttpStatus status() {
    return status;
  }

  /** A short text for people, the same for every occurrence. */
  public String title() {
    return title;
  }

  /** What programs tell it by: stable, in kebab case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What becomes of sending the very same request once more: what the core says, if it does. */
  public Retry retry() {
    Retry own = this == REQUEST_TIMEOUT ? Retry.MAY_SUCCEED : Retry.FUTILE;
    return Stream.of(Code.values())
        .filter(code -> code.name().equals(name()))
        .findFirst()
        .map(Code::retry)
        .orElse(own);
  }
}
