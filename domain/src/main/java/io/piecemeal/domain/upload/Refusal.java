package io.piecemeal.domain.upload;

import io.piecemeal.domain.access.OwnerShares.Attempt;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import java.time.Duration;
import java.util.Optional;

/** Why a request was refused, with the facts that its caller needs to go on. */
public sealed interface Refusal {

  /** No such file, or another owner's; the two are told apart nowhere. */
  record NotFound() implements Refusal {}

  /** The file expired or was deleted not long ago. */
  record Gone(FileId file, ByteCount lastSize) implements Refusal {}

  /**
   * The chunk is not to be put where the file ends: it leaves a gap, or reaches beyond the end from
   * bytes that the file holds already.
   */
  record OffsetMismatch(FileId file, ByteCount given, ByteCount currentSize) implements Refusal {}

  /**
   * The file holds bytes where the chunk is to be put, and they are not the chunk's. What the
   * caller sends is not what was sent before, so going on where the file ends would mix the two.
   *
   * @param status of the file, which tells whether its bytes can be taken back
   */
  record BytesDiffer(FileId file, ByteCount offset, ByteCount currentSize, Status status)
      implements Refusal {}

  /** The file does not have the size that its caller believes, so that it is not to be cut. */
  record SizeChanged(FileId file, ByteCount believed, ByteCount currentSize) implements Refusal {}

  /** The file is complete and so takes no change. */
  record UploadComplete(FileId file, ByteCount currentSize) implements Refusal {}

  /**
   * The content of a file with a declared size or digest, or one that is to be scanned, cannot be
   * read before it is complete; nor can leave to read any be given.
   */
  record FileIncomplete(FileId file, ByteCount currentSize) implements Refusal {}

  /** The content is not given out before a scanner has looked at it. */
  record BeingScanned(FileId file) implements Refusal {}

  /**
   * The content is not given out, since a scanner found something in it, or did not look at all of
   * it.
   *
   * @param finding what the scanner calls it, in printable ASCII characters
   */
  record Quarantined(FileId file, String finding) implements Refusal {}

  /** A chunk of no bytes would change nothing and is surely a mistake. */
  record EmptyChunk() implements Refusal {}

  record ChunkTooLarge(ByteCount limit) implements Refusal {}

  record FileTooLarge(ByteCount limit, ByteCount currentSize) implements Refusal {}

  record BadFilename(String reason) implements Refusal {}

  /** What was given is none, or out of bounds. */
  record InvalidField(Input input, String reason) implements Refusal {}

  /** The bytes are not the ones that the caller meant to send. */
  record ChecksumMismatch(Sha256 expected, Sha256 actual, Optional<ByteCount> currentSize)
      implements Refusal {}

  /**
   * The file does not have the size that its caller expects at its completion.
   *
   * @param status of the file, which tells whether it can still get that size
   */
  record SizeMismatch(FileId file, ByteCount expected, ByteCount currentSize, Status status)
      implements Refusal {

    /** Of one that still takes bytes. */
    public SizeMismatch(FileId file, ByteCount expected, ByteCount currentSize) {
      this(file, expected, currentSize, Status.UPLOADING);
    }
  }

  /** The parts do not make the size together that the file is to have. */
  record PartsMismatch(FileId file, ByteCount expected, ByteCount together) implements Refusal {}

  /** A file can only be rewound to where a chunk ends. */
  record NotAChunkBoundary(FileId file, ByteCount given, ByteCount nearestBelow)
      implements Refusal {}

  /** The file cannot become a piece of the one that it was to be joined to. */
  record NotAPart(FileId part, Reason reason) implements Refusal {

    /** Why not. */
    public enum Reason {
      /** There is no such part, or it is gone, or joined already. */
      ABSENT,
      /** It is a file of its own, or part of another one. */
      OF_ANOTHER,
      /** Some of its bytes are still to come. */
      INCOMPLETE,
      /** It was named before. */
      REPEATED
    }
  }

  /**
   * The file is made of the parts that it was opened for, and takes nothing else: no bytes, no
   * ticket, no other part, and no completion before they are joined.
   */
  record AwaitsParts(FileId file, ByteCount currentSize) implements Refusal {}

  /** Those who send the file were promised that it never becomes shorter. */
  record RewindForbidden(FileId file, ByteCount currentSize) implements Refusal {}

  /** The owner has no room left for what the request adds. */
  record QuotaExceeded(Quota.Resource resource, long limit, long used) implements Refusal {}

  /** The caller's key is valid, but not for this. */
  record ScopeMissing(Scope needed) implements Refusal {}

  /** There is no such ticket, it was revoked, or another was issued since. */
  record NoSuchTicket() implements Refusal {}

  /** All that the ticket was for was sent. Tells nothing of the file: its URL lies in histories. */
  record TicketUsed(FileId file) implements Refusal {}

  /** The ticket's time is over. Tells nothing of the file. */
  record TicketExpired(FileId file) implements Refusal {}

  /** The owner has appended or cut bytes since, so that the ticket's bytes are not its end. */
  record TicketOutdated(FileId file) implements Refusal {}

  /** Another request is sending bytes for the same ticket. It may have broken off unnoticed. */
  record TicketBusy(FileId file, Duration retryAfter) implements Refusal {}

  /** The file is not to be completed: the holder of its ticket has more to send. */
  record TicketOpen(FileId file, ByteCount currentSize, Ticket ticket) implements Refusal {}

  /** So many calls wait for changes that no other may; one that does not wait may. */
  record TooManyWaiting(int limit) implements Refusal {}

  /**
   * Files of this owner are being read for their digests already, as many as it may have read at a
   * time; the same request may succeed in a moment.
   *
   * @param share how many this owner may have
   * @param limit how many all owners may have together
   */
  record DigestsUnderWay(long share, long limit) implements Refusal {

    /** What an owner is told who got no turn. */
    public static Refusal of(Attempt.Refused refused) {
      return switch (refused.reason()) {
        case OWN_SHARE -> new DigestsUnderWay(refused.share(), refused.limit());
        case ALL_TAKEN -> new AllTurnsTaken(AllTurnsTaken.Turns.DIGESTS, refused.limit());
      };
    }
  }

  /**
   * Others have all turns that there are, and this owner has none; the same request may succeed in
   * a moment.
   *
   * @param limit how many all owners may have together
   */
  record AllTurnsTaken(Turns turns, long limit) implements Refusal {

    /** What they are for. */
    public enum Turns {
      DIGESTS,
      IMPORTS
    }
  }

  /** The idempotency key belongs to another request of the same owner. */
  record IdempotencyKeyReused() implements Refusal {}

  /**
   * What a URL gives did not become part of the file, or not all of it. Tells nothing of what is at
   * an address that may not be reached: it reads as one where nothing is.
   *
   * @param currentSize how many bytes the file has now; what came before the failure is among them
   */
  record ImportFailed(FileId file, ByteCount currentSize, SourceTrouble reason)
      implements Refusal {}

  /**
   * What a URL gives is not what the request says that it is. The last of its bytes were not
   * appended.
   */
  record ImportDiffers(FileId file, ByteCount currentSize, Sha256 expected, Sha256 actual)
      implements Refusal {}

  /**
   * As many imports of this owner are under way as it may have at a time.
   *
   * @param share how many this owner may have
   * @param limit how many all owners may have together
   */
  record ImportsUnderWay(long share, long limit) implements Refusal {

    /** What an owner is told who got no turn. */
    public static Refusal of(Attempt.Refused refused) {
      return switch (refused.reason()) {
        case OWN_SHARE -> new ImportsUnderWay(refused.share(), refused.limit());
        case ALL_TAKEN -> new AllTurnsTaken(AllTurnsTaken.Turns.IMPORTS, refused.limit());
      };
    }
  }
}
