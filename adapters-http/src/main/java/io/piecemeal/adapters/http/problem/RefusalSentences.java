package io.piecemeal.adapters.http.problem;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.Usage;
import io.piecemeal.http.server.problem.ShareProblems;
import io.piecemeal.http.server.problem.SourceSentences;

/** Says refusals in words for people who read a problem. */
final class RefusalSentences {

  private RefusalSentences() {}

  static String of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound r -> "You have no file with this id.";
      case Refusal.Gone r ->
          "The file expired or was deleted; it had %s.".formatted(bytes(r.lastSize()));
      case Refusal.OffsetMismatch r ->
          "Offset %s, expected %s; nothing changed.".formatted(r.given(), r.currentSize());
      case Refusal.BytesDiffer r -> bytesDiffer(r);
      case Refusal.SizeChanged r ->
          "The file has %s, not %s; nothing changed."
              .formatted(bytes(r.currentSize()), r.believed());
      case Refusal.UploadComplete r ->
          "The file is complete with %s.".formatted(bytes(r.currentSize()));
      case Refusal.FileIncomplete r ->
          "The file is not complete: its bytes are given out once it is.";
      case Refusal.BeingScanned r ->
          "The file is being scanned: its bytes are given out once it passed. Send the same request again.";
      case Refusal.Quarantined r ->
          "The file is in quarantine, since a scan found '%s': its bytes are not given out. Delete it, or ask the operator."
              .formatted(r.finding());
      case Refusal.EmptyChunk r -> "Send at least one byte in 'data'.";
      case Refusal.ChunkTooLarge r -> "Send chunks of at most %s.".formatted(bytes(r.limit()));
      case Refusal.FileTooLarge r -> "This file has at most %s.".formatted(bytes(r.limit()));
      case Refusal.BadFilename r ->
          "The filename is refused: %s. Send a name alone, without folders.".formatted(r.reason());
      case Refusal.InvalidField r ->
          "'%s' is refused: %s.".formatted(InputNames.of(r.input()), r.reason());
      case Refusal.ChecksumMismatch r -> "The received bytes have another digest; nothing changed.";
      case Refusal.SizeMismatch r ->
          (r.status() == Status.COMPLETE
                  ? "The file is complete with %s, not %s."
                  : "The file has %s and should have %s.")
              .formatted(bytes(r.currentSize()), r.expected());
      case Refusal.PartsMismatch r ->
          "The parts have %s together, and the file should have %s: name all of its parts, in their order; nothing changed."
              .formatted(bytes(r.together()), r.expected());
      case Refusal.NotAChunkBoundary r -> "No chunk ends at %s.".formatted(r.given());
      case Refusal.NotAPart r -> notAPart(r);
      case Refusal.AwaitsParts r ->
          "The file is made of its parts once all of them are complete, and takes nothing else. Complete them (GET /uploads/%1$s/parts lists them), or delete the file, which frees them."
              .formatted(r.file());
      case Refusal.RewindForbidden r ->
          "This upload keeps what it acknowledged: it is never rewound. Open a new one.";
      case Refusal.NoSuchTicket r -> "There is no such ticket: ask for another.";
      case Refusal.TicketUsed r -> "All was sent.";
      case Refusal.TicketExpired r -> "Ask for another ticket.";
      case Refusal.TicketOutdated r ->
          "The file's owner changed it since this ticket was issued. Ask for another ticket.";
      case Refusal.TicketBusy r ->
          "Another request is sending bytes for this ticket, or broke off just now."
              + " Send this one again after 'Retry-After'.";
      case Refusal.TicketOpen r -> ticketOpen(r);
      case Refusal.TooManyWaiting r ->
          "Too many calls wait already, of one owner at most %d. Ask without 'wait', or later."
              .formatted(r.limit());
      case Refusal.QuotaExceeded r -> quotaExceeded(r);
      case Refusal.ScopeMissing r ->
          "Use a key with the scope '%s'.".formatted(r.needed().wireName());
      case Refusal.DigestsUnderWay r ->
          ShareProblems.sentence("files read for their digests", r.share(), r.limit());
      case Refusal.AllTurnsTaken r ->
          switch (r.turns()) {
            case DIGESTS ->
                "%d files are being read for their digests, which is as many as may be; send the same request again in 1 s."
                    .formatted(r.limit());
            case IMPORTS ->
                "%d imports are under way, which is as many as may be; send the same request again when one has ended."
                    .formatted(r.limit());
          };
      case Refusal.ImportFailed r -> importFailed(r);
      case Refusal.ImportDiffers r ->
          "The source has another digest; its last bytes were not appended, and the file has %s. Correct 'sha256' or 'url', and rewind the file before you import it anew."
              .formatted(bytes(r.currentSize()));
      case Refusal.ImportsUnderWay r ->
          "Your share of %d imports is %d now, and taken; send the same request again when one has ended."
              .formatted(r.limit(), r.share());
      case Refusal.IdempotencyKeyReused r -> "Send this request with a key of its own.";
    };
  }

  private static String importFailed(Refusal.ImportFailed r) {
    String advice =
        switch (r.reason().hope()) {
          case LATER -> "Send the same request again later: what is there is not appended twice.";
          case NONE -> "Look at the file before you send anything.";
        };
    return "The source did not give the file: %s. The file has %s. %s"
        .formatted(SourceSentences.of(r.reason()), bytes(r.currentSize()), advice);
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

  private static String bytesDiffer(Refusal.BytesDiffer r) {
    return "The file has other bytes at offset %s than these; nothing changed. %s"
        .formatted(
            r.offset(),
            switch (r.status()) {
              case UPLOADING ->
                  "Rewind it and send all of it again; appending would mix two files.";
              case COMPLETE -> "It is complete: open a new session.";
            });
  }

  private static String notAPart(Refusal.NotAPart r) {
    return "Part %s %s; nothing was joined."
        .formatted(
            r.part(),
            switch (r.reason()) {
              case ABSENT -> "is not there, or was joined before";
              case OF_ANOTHER -> "is no part of this file";
              case INCOMPLETE -> "is not complete";
              case REPEATED -> "is named twice";
            });
  }

  private static String quotaExceeded(Refusal.QuotaExceeded r) {
    return switch (r.resource()) {
      case BYTES ->
          "Your files may take %d bytes; delete some: what is deleted counts until its bytes are gone. A file and each of its chunks take at least %s bytes."
              .formatted(r.limit(), Usage.LEAST_CHARGE);
      case OPEN_SESSIONS ->
          "You may have %d open sessions; complete or delete some.".formatted(r.limit());
    };
  }

  private static String bytes(ByteCount count) {
    return count + (count.value() == 1 ? " byte" : " bytes");
  }
}
