package io.piecemeal.adapters.http.problem;

import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.FailureProblems;
import io.piecemeal.http.server.problem.NextCall;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ShareProblems;

import static io.piecemeal.http.server.problem.ProblemKind.*;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.adapters.http.spelling.FileTicketView;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Usage;

/** Says the refusals of the rules in the words of HTTP. */
public final class RefusalProblems {

  private RefusalProblems() {}

  /** The problem that a use case, or the reading of its request, ended with. */
  public static Problem of(Throwable failure) {
    return failure instanceof UploadRejected rejected
        ? of(rejected.refusal())
        : FailureProblems.of(failure);
  }

  /** What a refusal is to a caller with a key. */
  public static Problem of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound r ->
          Problem.of(NOT_FOUND, "You have no file with this id.").next(Calls.open());
      case Refusal.Gone r ->
          Problem.of(
                  GONE,
                  "The file expired or was deleted; it had %s.".formatted(bytes(r.lastSize())))
              .with("last_size", r.lastSize().value())
              .next(Calls.open());
      case Refusal.OffsetMismatch r -> offsetMismatch(r);
      case Refusal.BytesDiffer r -> bytesDiffer(r);
      case Refusal.SizeChanged r ->
          Problem.of(
                  OFFSET_MISMATCH,
                  "The file has %s, not %s; nothing changed."
                      .formatted(bytes(r.currentSize()), r.believed()))
              .with("current_size", r.currentSize().value())
              .with("expected_offset", r.currentSize().value())
              .next(Calls.find(r.file()));
      case Refusal.UploadComplete r ->
          Problem.of(
                  UPLOAD_COMPLETE,
                  "The file is complete with %s.".formatted(bytes(r.currentSize())))
              .with("current_size", r.currentSize().value())
              .next(Calls.find(r.file()));
      case Refusal.FileIncomplete r ->
          Problem.of(FILE_INCOMPLETE, "Its size or digest was declared: readable once complete.")
              .with("current_size", r.currentSize().value())
              .next(Calls.append(r.file(), r.currentSize()));
      case Refusal.EmptyChunk r ->
          Problem.of(EMPTY_CHUNK, "Send at least one byte in 'data'.").with("field", "data");
      case Refusal.ChunkTooLarge r ->
          Problem.of(CHUNK_TOO_LARGE, "Send chunks of at most %s.".formatted(bytes(r.limit())))
              .with("max_chunk_bytes", r.limit().value())
              .next(NextCall.limits());
      case Refusal.FileTooLarge r ->
          Problem.of(FILE_TOO_LARGE, "This file has at most %s.".formatted(bytes(r.limit())))
              .with("max_file_bytes", r.limit().value())
              .with("current_size", r.currentSize().value())
              .next(NextCall.limits());
      case Refusal.BadFilename r ->
          Problem.of(BAD_FILENAME, "The filename is refused: %s.".formatted(r.reason()))
              .with("field", "filename");
      case Refusal.InvalidField r ->
          Problem.of(INVALID_FIELD, "'%s' is refused: %s.".formatted(r.field(), r.reason()))
              .with("field", r.field());
      case Refusal.ChecksumMismatch r -> checksumMismatch(r);
      case Refusal.SizeMismatch r -> sizeMismatch(r);
      case Refusal.NotAChunkBoundary r ->
          Problem.of(NOT_A_CHUNK_BOUNDARY, "No chunk ends at %s.".formatted(r.given()))
              .with("nearest_boundary", r.nearestBelow().value())
              .next(Calls.chunks(r.file()));
      case Refusal.NoSuchTicket r ->
          Problem.of(NOT_FOUND, "There is no such ticket: ask for another.");
      case Refusal.TicketUsed r -> Problem.of(TICKET_USED, "All was sent.");
      case Refusal.TicketExpired r -> Problem.of(TICKET_EXPIRED, "Ask for another ticket.");
      case Refusal.TicketOutdated r ->
          Problem.of(
              TICKET_OUTDATED,
              "The file's owner changed it since this ticket was issued. Ask for another ticket.");
      case Refusal.TicketBusy r ->
          Problem.of(
                  TICKET_BUSY,
                  "Another request is sending bytes for this ticket, or broke off just now."
                      + " Send this one again after 'Retry-After'.")
              .header(HttpHeaders.RETRY_AFTER, Long.toString(r.retryAfter().toSeconds()));
      case Refusal.TicketOpen r ->
          Problem.of(TICKET_OPEN, ticketOpen(r))
              .with("current_size", r.currentSize().value())
              .with("ticket", FileTicketView.of(r.ticket()).members())
              .next(Calls.find(r.file()));
      case Refusal.TooManyWaiting r ->
          Problem.of(
                  UNAVAILABLE,
                  "Too many calls wait already, of one owner at most %d. Ask without 'wait', or later."
                      .formatted(r.limit()))
              .header(HttpHeaders.RETRY_AFTER, "1");
      case Refusal.QuotaExceeded r -> quotaExceeded(r);
      case Refusal.DigestsUnderWay r ->
          ShareProblems.of("files read for their digests", r.share(), r.limit());
      case Refusal.IdempotencyKeyReused r ->
          Problem.of(IDEMPOTENCY_KEY_REUSED, "Send this request with a key of its own.")
              .with("field", "Idempotency-Key");
    };
  }

  private static String ticketOpen(Refusal.TicketOpen r) {
    String announced =
        r.ticket()
            .total()
            .map(total -> "announced %s".formatted(bytes(total)))
            .orElse("is sending");
    return "The file has %s, and the holder of its ticket %s. Wait for the rest, or revoke the ticket."
        .formatted(bytes(r.currentSize()), announced);
  }

  private static Problem offsetMismatch(Refusal.OffsetMismatch r) {
    long size = r.currentSize().value();
    return Problem.of(
            OFFSET_MISMATCH, "Offset %s, expected %d; nothing changed.".formatted(r.given(), size))
        .with("current_size", size)
        .with("expected_offset", size)
        .next(Calls.append(r.file(), r.currentSize()));
  }

  /** No {@code expected_offset}: a caller that goes on there makes one file of two. */
  private static Problem bytesDiffer(Refusal.BytesDiffer r) {
    String fact = "The file has other bytes at offset %s than these; nothing changed. ";
    Problem problem =
        switch (r.status()) {
          case UPLOADING ->
              Problem.of(
                      OFFSET_MISMATCH,
                      (fact + "Rewind it and send all of it again; appending would mix two files.")
                          .formatted(r.offset()))
                  .next(Calls.rewind(r.file(), ByteCount.ZERO, r.currentSize()));
          case COMPLETE ->
              Problem.of(
                      OFFSET_MISMATCH,
                      (fact + "It is complete: open a new session.").formatted(r.offset()))
                  .next(Calls.open());
        };
    return problem.with("current_size", r.currentSize().value()).with("bytes_differ", true);
  }

  private static Problem checksumMismatch(Refusal.ChecksumMismatch r) {
    Problem problem =
        Problem.of(CHECKSUM_MISMATCH, "The received bytes have another digest; nothing changed.")
            .with("expected_sha256", r.expected().hex())
            .with("actual_sha256", r.actual().hex());
    r.currentSize().ifPresent(size -> problem.with("current_size", size.value()));
    return problem;
  }

  private static Problem sizeMismatch(Refusal.SizeMismatch r) {
    return Problem.of(
            SIZE_MISMATCH,
            "The file has %s and should have %s.".formatted(bytes(r.currentSize()), r.expected()))
        .with("current_size", r.currentSize().value())
        .with("expected_size", r.expected().value())
        .next(
            r.currentSize().isAtMost(r.expected())
                ? Calls.append(r.file(), r.currentSize())
                : Calls.chunks(r.file()));
  }

  private static Problem quotaExceeded(Refusal.QuotaExceeded r) {
    Problem problem =
        switch (r.resource()) {
          case BYTES ->
              Problem.of(
                      QUOTA_EXCEEDED,
                      "Your files may take %d bytes; delete some: what is deleted counts until its bytes are gone. A file and each of its chunks take at least %s."
                          .formatted(r.limit(), Usage.LEAST_CHARGE))
                  .with("resource", "bytes")
                  .with("least_charge_bytes", Usage.LEAST_CHARGE.value());
          case OPEN_SESSIONS ->
              Problem.of(
                      QUOTA_EXCEEDED,
                      "You may have %d open sessions; complete or delete some."
                          .formatted(r.limit()))
                  .with("resource", "open_sessions");
        };
    return problem.with("limit", r.limit()).with("used", r.used()).next(Calls.list());
  }

  private static String bytes(ByteCount count) {
    return count + (count.value() == 1 ? " byte" : " bytes");
  }
}
