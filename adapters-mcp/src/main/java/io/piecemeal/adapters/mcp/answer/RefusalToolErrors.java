package io.piecemeal.adapters.mcp.answer;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.Usage;

/**
 * Says the refusals of the rules, and the failures of the storage, in words an agent can act on.
 */
final class RefusalToolErrors {

  private RefusalToolErrors() {}

  static ToolError of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound r ->
          ToolError.of(
                  "not_found",
                  "you have no file with this id; file_list names yours, upload_create makes one.")
              .next(NextTool.list());
      case Refusal.Gone r ->
          ToolError.of(
                  "gone",
                  "the file expired or was cancelled with %s; begin anew with upload_create."
                      .formatted(bytes(r.lastSize())))
              .with("last_size", r.lastSize().value())
              .next(NextTool.create());
      case Refusal.OffsetMismatch r ->
          located("offset_mismatch", r.currentSize(), "send again from offset " + r.currentSize())
              .next(NextTool.append(r.file(), r.currentSize()));
      case Refusal.BytesDiffer r -> bytesDiffer(r);
      case Refusal.SizeChanged r ->
          located(
                  "offset_mismatch",
                  r.currentSize(),
                  "'if_size' says %s: look at it with upload_status".formatted(r.believed()))
              .with("field", "if_size")
              .next(NextTool.status(r.file()));
      case Refusal.UploadComplete r ->
          located(
                  "upload_complete",
                  r.currentSize(),
                  "the file is complete and takes no change; read it with file_read")
              .next(NextTool.read(r.file()));
      case Refusal.FileIncomplete r ->
          located(
                  "file_incomplete",
                  r.currentSize(),
                  "its size or digest was declared, so it is readable once upload_complete"
                      + " succeeded; go on with upload_append at offset "
                      + r.currentSize())
              .next(NextTool.append(r.file(), r.currentSize()));
      case Refusal.EmptyChunk r ->
          ToolError.of("empty_chunk", "'data' has no bytes; send at least one.")
              .with("field", "data")
              .next(failed -> failed.againWithout("data"));
      case Refusal.ChunkTooLarge r ->
          ToolError.of(
                  "chunk_too_large",
                  "a chunk has at most %s; send it in smaller ones with upload_append."
                      .formatted(bytes(r.limit())))
              .with("max_chunk_bytes", r.limit().value())
              .next(RefusalToolErrors::inSmallerChunks);
      case Refusal.FileTooLarge r ->
          located(
                  "file_too_large",
                  r.currentSize(),
                  "the file may have at most %s".formatted(bytes(r.limit())))
              .with("max_file_bytes", r.limit().value())
              .next(FailedCall::look);
      case Refusal.BadFilename r ->
          ToolError.of(
                  "bad_filename", "call again with another filename: %s.".formatted(r.reason()))
              .with("field", "filename")
              .next(failed -> failed.againWithout("filename"));
      case Refusal.InvalidField r -> invalidField(r);
      case Refusal.ChecksumMismatch r -> checksumMismatch(r);
      case Refusal.SizeMismatch r -> sizeMismatch(r);
      case Refusal.NotAChunkBoundary r ->
          ToolError.of(
                  "not_a_chunk_boundary",
                  "no chunk ends at %s; the nearest end below is %s: upload_rewind to that."
                      .formatted(r.given(), r.nearestBelow()))
              .with("field", "to_size")
              .with("nearest_boundary", r.nearestBelow().value())
              .next(failed -> failed.again().with("to_size", r.nearestBelow().value()));
      case Refusal.NoSuchTicket r ->
          ToolError.of("not_found", "there is no such ticket; upload_ticket gives another.")
              .next(NextTool.list());
      case Refusal.TicketUsed r ->
          ToolError.of("ticket_used", "all was sent; look at it with upload_status.")
              .next(NextTool.status(r.file()));
      case Refusal.TicketExpired r ->
          ToolError.of("ticket_expired", "the ticket's time is over; upload_ticket gives another.")
              .next(NextTool.ticket(r.file()));
      case Refusal.TicketOutdated r ->
          ToolError.of(
                  "ticket_outdated",
                  "the file was changed since the ticket was issued; upload_ticket gives another.")
              .next(NextTool.ticket(r.file()));
      case Refusal.TicketBusy r ->
          ToolError.of(
                  "ticket_busy",
                  "another request is sending bytes for this ticket; call again in a few seconds.")
              .with("retryable", true)
              .next(NextTool.status(r.file()));
      case Refusal.TicketOpen r ->
          located("ticket_open", r.currentSize(), ticketOpen(r.ticket()))
              .with("ticket", TicketFacts.of(r.ticket()))
              .next(NextTool.waiting(r.file()));
      case Refusal.TooManyWaiting r ->
          ToolError.of(
                  "unavailable",
                  "%d of your calls wait already; call again without wait_seconds."
                      .formatted(r.limit()))
              .with("retryable", true)
              .next(FailedCall::look);
      case Refusal.QuotaExceeded r -> quotaExceeded(r);
      case Refusal.DigestsUnderWay r ->
          ToolError.of(
                  "rate_limited",
                  "%d of your files are being completed already, which is your share of %d; make the same call again in a second."
                      .formatted(r.share(), r.limit()))
              .with("retryable", true)
              .next(FailedCall::again);
      case Refusal.IdempotencyKeyReused r ->
          ToolError.of(
                  "idempotency_key_reused",
                  "this idempotency_key was used for another call; call again with a new one.")
              .with("field", "idempotency_key")
              .next(failed -> failed.againWithout("idempotency_key"));
    };
  }

  static ToolError of(StorageFailure failure) {
    return switch (failure) {
      case StorageFailure.Unavailable f ->
          ToolError.of("unavailable", "nothing was changed; make the same call again in a second.")
              .with("retryable", true)
              .next(FailedCall::again);
      case StorageFailure.NoSpace f ->
          ToolError.of(
                  "insufficient_storage",
                  "nothing was changed: there is no room; make the same call again in a minute.")
              .with("retryable", true)
              .next(FailedCall::again);
      case StorageFailure.ReadOnly f ->
          ToolError.of(
                  "unavailable",
                  "nothing was changed: this node takes no bytes until it is restarted; make the"
                      + " same call again in a minute, another node may take it.")
              .with("retryable", true)
              .next(FailedCall::again);
      case StorageFailure.OutcomeUnknown f ->
          ToolError.of(
                  "outcome_unknown",
                  "it is not known whether this took effect; ask upload_status for the size, or"
                      + " make the same call again: with its offset it is stored once.")
              .with("retryable", false)
              .next(FailedCall::look);
      case StorageFailure.Damaged f ->
          ToolError.of("damaged", "the operator of the service has to look at this file.");
    };
  }

  private static String ticketOpen(Ticket ticket) {
    String announced =
        ticket.total().map(total -> "announced %s".formatted(bytes(total))).orElse("is sending");
    return "the holder of the ticket %s: wait with upload_status and wait_seconds; if nobody sends the rest, a new upload_ticket ends this one"
        .formatted(announced);
  }

  /** What the server has is the fact that an agent needs most. */
  private static ToolError located(String code, ByteCount size, String advice) {
    return ToolError.of(code, "the server has %s; %s".formatted(bytes(size), advice))
        .with("size", size.value())
        .with("next_offset", size.value());
  }

  /** No {@code next_offset}: an agent that goes on there makes one file of two. */
  private static ToolError bytesDiffer(Refusal.BytesDiffer r) {
    String fact = "the server has other bytes at offset %s than these, and nothing was changed; ";
    ToolError error =
        switch (r.status()) {
          case UPLOADING ->
              ToolError.of(
                      "offset_mismatch",
                      (fact
                              + "if the file is another one by now, upload_rewind to 0 and send all"
                              + " of it again. Do not go on at the end: that would mix two files.")
                          .formatted(r.offset()))
                  .next(NextTool.rewind(r.file(), ByteCount.ZERO, r.currentSize()));
          case COMPLETE ->
              ToolError.of(
                      "offset_mismatch",
                      (fact + "the file is complete, so begin a new one with upload_create.")
                          .formatted(r.offset()))
                  .next(NextTool.create());
        };
    return error.with("size", r.currentSize().value()).with("bytes_differ", true);
  }

  private static ToolError invalidField(Refusal.InvalidField r) {
    // The domain calls the key what the header of the HTTP API is called.
    String field = r.field().equals("Idempotency-Key") ? "idempotency_key" : r.field();
    return ToolError.of("invalid_field", "'%s' is refused: %s.".formatted(field, r.reason()))
        .with("field", field)
        .next(failed -> failed.againWithout(field));
  }

  /** Of a chunk, nothing was stored; of the file, all bytes are there and some are wrong. */
  private static ToolError checksumMismatch(Refusal.ChecksumMismatch r) {
    boolean nothingStored = r.currentSize().isEmpty();
    ToolError error =
        ToolError.of(
                "checksum_mismatch",
                (nothingStored
                        ? "the bytes sent have the digest %s and not %s, as the call says, and"
                            + " nothing was stored: send them again."
                        : "the file has the digest %s and not the sha256 %s, and stays open: find"
                            + " where it differs with file_read, go back there with upload_rewind.")
                    .formatted(r.actual().hex(), r.expected().hex()))
            .with("expected_sha256", r.expected().hex())
            .with("actual_sha256", r.actual().hex());
    r.currentSize().ifPresent(size -> error.with("size", size.value()));
    return error.next(nothingStored ? FailedCall::again : FailedCall::read);
  }

  /** A text that is too long for one call is begun anew, in chunks. */
  private static NextTool inSmallerChunks(FailedCall failed) {
    return failed.tool().equals("upload_append") ? failed.againWithout("data") : NextTool.create();
  }

  private static ToolError sizeMismatch(Refusal.SizeMismatch r) {
    boolean tooShort = r.currentSize().isAtMost(r.expected());
    return located(
            "size_mismatch",
            r.currentSize(),
            tooShort
                ? "it should have %s: go on with upload_append at offset %s"
                    .formatted(r.expected(), r.currentSize())
                : "it should have %s: take back what is too much with upload_rewind"
                    .formatted(r.expected()))
        .with("expected_size", r.expected().value())
        .next(
            tooShort
                ? NextTool.append(r.file(), r.currentSize())
                : NextTool.rewind(r.file(), r.expected(), r.currentSize()));
  }

  private static ToolError quotaExceeded(Refusal.QuotaExceeded r) {
    ToolError error =
        switch (r.resource()) {
          case BYTES ->
              ToolError.of(
                      "quota_exceeded",
                      "your files may take %d bytes together, each file and each chunk at least %s, and what was"
                              .formatted(r.limit(), Usage.LEAST_CHARGE)
                          + " deleted until its bytes are gone; file_list names them, upload_cancel deletes one.")
                  .with("resource", "bytes");
          case OPEN_SESSIONS ->
              ToolError.of(
                      "quota_exceeded",
                      "you may have %d uploads open; finish one with upload_complete or give one up"
                              .formatted(r.limit())
                          + " with upload_cancel.")
                  .with("resource", "open_sessions");
        };
    return error.with("limit", r.limit()).with("used", r.used()).next(NextTool.list());
  }

  private static String bytes(ByteCount count) {
    return count + (count.value() == 1 ? " byte" : " bytes");
  }
}
