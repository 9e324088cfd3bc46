package io.piecemeal.adapters.mcp.answer;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.Usage;
import io.piecemeal.http.server.problem.SourceSentences;

/** Says refusals and failures in words an agent can act on. */
final class RefusalAdvice {

  private RefusalAdvice() {}

  static String of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound r ->
          "you have no file with this id; file_list names yours, upload_create makes one.";
      case Refusal.Gone r ->
          "the file expired or was cancelled with %s; begin anew with upload_create."
              .formatted(bytes(r.lastSize()));
      case Refusal.OffsetMismatch r ->
          located(r.currentSize(), "send again from offset " + r.currentSize());
      case Refusal.BytesDiffer r -> bytesDiffer(r);
      case Refusal.SizeChanged r ->
          located(
              r.currentSize(),
              "'if_size' says %s: look at it with upload_status".formatted(r.believed()));
      case Refusal.UploadComplete r ->
          located(
              r.currentSize(), "the file is complete and takes no change; read it with file_read");
      case Refusal.FileIncomplete r ->
          located(
              r.currentSize(),
              "the file is not complete: its bytes are given out once upload_complete"
                  + " succeeded; go on with upload_append at offset "
                  + r.currentSize());
      case Refusal.BeingScanned r ->
          "the file is being scanned, and is read once it passed; make the same call again in a second, or wait with upload_status and wait_seconds.";
      case Refusal.Quarantined r ->
          "the file is in quarantine, since a scan found '%s'; its bytes are not given out. upload_cancel deletes it; only the operator of the service can release it."
              .formatted(r.finding());
      case Refusal.EmptyChunk r -> "'data' has no bytes; send at least one.";
      case Refusal.ChunkTooLarge r ->
          "a chunk has at most %s; send it in smaller ones with upload_append."
              .formatted(bytes(r.limit()));
      case Refusal.FileTooLarge r ->
          located(r.currentSize(), "the file may have at most %s".formatted(bytes(r.limit())));
      case Refusal.BadFilename r -> "call again with another filename: %s.".formatted(r.reason());
      case Refusal.InvalidField r -> "'%s' is refused: %s.".formatted(r.input().word(), r.reason());
      case Refusal.ChecksumMismatch r -> checksumMismatch(r);
      case Refusal.SizeMismatch r -> sizeMismatch(r);
      case Refusal.NotAChunkBoundary r ->
          "no chunk ends at %s; the nearest end below is %s: upload_rewind to that."
              .formatted(r.given(), r.nearestBelow());
      case Refusal.PartsMismatch r ->
          "the list of parts is refused: together they have %s bytes, and the file should have %s."
              .formatted(r.together(), r.expected());
      case Refusal.NotAPart r ->
          "part %s is refused: it cannot be joined; nothing was.".formatted(r.part());
      case Refusal.AwaitsParts r ->
          located(
              r.currentSize(),
              "the file is made of its parts once all of them are complete, and takes nothing else: complete them, wait with upload_status, or free them with upload_cancel");
      case Refusal.RewindForbidden r ->
          "its uploader was promised that it never becomes shorter; upload_create begins a new file.";
      case Refusal.NoSuchTicket r -> "there is no such ticket; upload_ticket gives another.";
      case Refusal.TicketUsed r -> "all was sent; look at it with upload_status.";
      case Refusal.TicketExpired r -> "the ticket's time is over; upload_ticket gives another.";
      case Refusal.TicketOutdated r ->
          "the file was changed since the ticket was issued; upload_ticket gives another.";
      case Refusal.TicketBusy r ->
          "another request is sending bytes for this ticket; call again in a few seconds.";
      case Refusal.TicketOpen r -> located(r.currentSize(), ticketOpen(r.ticket()));
      case Refusal.TooManyWaiting r ->
          "%d of your calls wait already; call again without wait_seconds.".formatted(r.limit());
      case Refusal.QuotaExceeded r -> quotaExceeded(r);
      case Refusal.ScopeMissing r ->
          "this call is refused, since the key of this connection lacks the scope '%s'; ask for a connection whose key has it."
              .formatted(r.needed().wireName());
      case Refusal.DigestsUnderWay r ->
          "%d of your files are being completed already, which is your share of %d; make the same call again in a second."
              .formatted(r.share(), r.limit());
      case Refusal.AllTurnsTaken r ->
          switch (r.turns()) {
            case DIGESTS ->
                "the server completes as many files as it can at a time; make the same call again in a second.";
            case IMPORTS ->
                "the server runs as many imports as it can at a time; make the same call again in a few seconds.";
          };
      case Refusal.ImportFailed r -> importFailed(r);
      case Refusal.ImportDiffers r ->
          "what the URL gives has the digest %s and not the sha256 %s; its last bytes were not appended, and the server has %s. Call again with the right url or sha256, after upload_rewind to 0 if there are bytes."
              .formatted(r.actual().hex(), r.expected().hex(), bytes(r.currentSize()));
      case Refusal.ImportsUnderWay r ->
          "%d of your imports are under way already, which is your share of %d; make the same call again when one has ended."
              .formatted(r.share(), r.limit());
      case Refusal.IdempotencyKeyReused r ->
          "this idempotency_key was used for another call; call again with a new one.";
    };
  }

  static String of(StorageFailure failure) {
    return switch (failure) {
      case StorageFailure.Unavailable f ->
          "nothing was changed; make the same call again in a second.";
      case StorageFailure.NoSpace f ->
          "nothing was changed: there is no room; make the same call again in a minute.";
      case StorageFailure.ReadOnly f ->
          "nothing was changed: this node takes no bytes until it is restarted; make the"
              + " same call again in a minute, another node may take it.";
      case StorageFailure.OutcomeUnknown f ->
          "it is not known whether this took effect; ask upload_status for the size, or"
              + " make the same call again: with its offset it is stored once.";
      case StorageFailure.Damaged f -> "the operator of the service has to look at this file.";
    };
  }

  private static String importFailed(Refusal.ImportFailed r) {
    String advice =
        switch (r.reason().hope()) {
          case LATER ->
              r.currentSize().isZero()
                  ? "make the same call again later"
                  : "call again later with this file_id: what is there is not appended twice";
          case NONE -> "call again with another url, or send the bytes with upload_ticket";
        };
    return "the source did not give the file: %s; the server has %s; %s."
        .formatted(SourceSentences.of(r.reason()), bytes(r.currentSize()), advice);
  }

  private static String ticketOpen(Ticket ticket) {
    String announced =
        ticket.total().map(total -> "announced %s".formatted(bytes(total))).orElse("is sending");
    return "the holder of the ticket %s: wait with upload_status and wait_seconds; if the rest does not come, a new upload_ticket ends this one"
        .formatted(announced);
  }

  /** What the server has is the fact that an agent needs most. */
  private static String located(ByteCount size, String advice) {
    return "the server has %s; %s".formatted(bytes(size), advice);
  }

  private static String bytesDiffer(Refusal.BytesDiffer r) {
    return "the server has other bytes at offset %s than these, and nothing was changed; %s"
        .formatted(
            r.offset(),
            switch (r.status()) {
              case UPLOADING ->
                  "if the file has changed, upload_rewind to 0 and send all of it again."
                      + " Do not go on at the end: that would mix two files.";
              case COMPLETE -> "the file is complete, so begin a new one with upload_create.";
            });
  }

  private static String checksumMismatch(Refusal.ChecksumMismatch r) {
    return (r.currentSize().isEmpty()
            ? "the bytes sent have the digest %s and not %s, as the call says, and"
                + " nothing was stored: send them again."
            : "the file has the digest %s and not the sha256 %s, and stays open: find"
                + " where it differs with file_read, go back there with upload_rewind.")
        .formatted(r.actual().hex(), r.expected().hex());
  }

  private static String sizeMismatch(Refusal.SizeMismatch r) {
    if (r.status() == Status.COMPLETE) {
      return "the file is complete with %s, not %s: if that is not what it should be, begin anew with upload_create."
          .formatted(bytes(r.currentSize()), r.expected());
    }
    return located(
        r.currentSize(),
        r.currentSize().isAtMost(r.expected())
            ? "it should have %s: go on with upload_append at offset %s"
                .formatted(r.expected(), r.currentSize())
            : "it should have %s: take back what is too much with upload_rewind"
                .formatted(r.expected()));
  }

  private static String quotaExceeded(Refusal.QuotaExceeded r) {
    return switch (r.resource()) {
      case BYTES ->
          "your files may take %d bytes together, each file and each chunk at least %s, and what was deleted until its bytes are gone; file_list names them, upload_cancel deletes one."
              .formatted(r.limit(), Usage.LEAST_CHARGE);
      case OPEN_SESSIONS ->
          "you may have %d uploads open; finish one with upload_complete or give one up with upload_cancel."
              .formatted(r.limit());
    };
  }

  private static String bytes(ByteCount count) {
    return count + (count.value() == 1 ? " byte" : " bytes");
  }
}
