package io.piecemeal.domain.upload;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * A file as it was at one moment: an {@link UploadSession} from its opening on, while chunks come
 * in, and a {@link CompleteFile} after that.
 */
public sealed interface StoredFile permits UploadSession, CompleteFile {

  FileHeader header();

  FileContent content();

  /** When its owner changed it last, by the clock of the ledger. */
  Instant updatedAt();

  /** When it is out of reach, by the clock of the ledger. */
  Instant expiresAt();

  /** The ticket that was issued last and not revoked. */
  Optional<Ticket> ticket();

  /** The same file, with the times that the ledger gave to its last change. */
  StoredFile stamped(Instant updatedAt, Instant expiresAt);

  /** The same file, with the ticket that it has at another moment. */
  StoredFile with(Optional<Ticket> ticket);

  /**
   * The file as one that takes changes of whoever may write to it.
   *
   * @throws UploadRejected with {@link Refusal.UploadComplete}; with {@link Refusal.AwaitsParts}
   *     for one that is made of its parts
   */
  UploadSession requireOpen();

  /**
   * Checks that the content may be given out.
   *
   * @param policy that holds for the owner: what is scanned is complete before
   * @throws UploadRejected with {@link Refusal.FileIncomplete}, {@link Refusal.BeingScanned} or
   *     {@link Refusal.Quarantined}
   */
  void requireReadable(ScanPolicy policy);

  /** Whether it still takes bytes. */
  Status status();

  /** The refusal of bytes that are not those stored at {@code offset}. */
  default Refusal bytesDiffer(ByteCount offset) {
    return new Refusal.BytesDiffer(id(), offset, size(), status());
  }

  default FileId id() {
    return header().id();
  }

  default Owner owner() {
    return header().owner();
  }

  default FileName name() {
    return header().name();
  }

  default ContentType contentType() {
    return header().contentType();
  }

  default Declaration declared() {
    return header().declared();
  }

  default SessionTerms terms() {
    return header().terms();
  }

  default Instant createdAt() {
    return header().createdAt();
  }

  default ByteCount size() {
    return content().size();
  }

  default int chunks() {
    return content().chunks();
  }

  default long revision() {
    return content().revision();
  }

  default Optional<ChunkObject> lastChunk() {
    return content().lastChunk();
  }

  /**
   * Decides about a chunk that was received whole and is staged, so that it can be kept or dropped.
   *
   * @throws UploadRejected with {@link Refusal.UploadComplete}, {@link Refusal.AwaitsParts}, {@link
   *     Refusal.OffsetMismatch}, {@link Refusal.FileTooLarge}, {@link Refusal.SizeMismatch} or
   *     {@link Refusal.TicketOpen}
   */
  default Admission admit(ByteCount length, ChunkTerms terms, Limits limits) {
    Optional<ByteCount> elsewhere = terms.offset().filter(offset -> !offset.equals(size()));
    return elsewhere.isPresent()
        ? new Admission.Compare(storedRange(elsewhere.get(), length))
        : requireOpen().admitAtEnd(length, terms.position(), limits);
  }

  /**
   * The stored range that a chunk at {@code offset} would repeat, to the file's end at most. Where
   * there is none, a complete file is told as that: it has no end to go on at.
   */
  private ByteRange storedRange(ByteCount offset, ByteCount length) {
    if (!offset.isAtMost(size())) {
      requireOpen();
      throw new UploadRejected(new Refusal.OffsetMismatch(id(), offset, size()));
    }
    ByteCount stored = size().minus(offset);
    return new ByteRange(offset, stored.isAtMost(length) ? stored : length);
  }

  /**
   * Checks that the file ends where the caller believes.
   *
   * @throws UploadRejected with {@link Refusal.OffsetMismatch}
   */
  default void requireEnd(ByteCount believed) {
    if (!believed.equals(size())) {
      throw new UploadRejected(new Refusal.OffsetMismatch(id(), believed, size()));
    }
  }

  /**
   * Checks that the file may become as large as {@code end}; for refusing early what would be
   * refused piece by piece.
   *
   * @throws UploadRejected with {@link Refusal.FileTooLarge}
   */
  default void requireRoomUpTo(ByteCount end, Limits limits) {
    ByteCount limit = largestSize(limits);
    if (!end.isAtMost(limit)) {
      throw new UploadRejected(new Refusal.FileTooLarge(limit, size()));
    }
  }

  /** The most bytes that the file may have: those declared, or else those of any session. */
  default ByteCount largestSize(Limits limits) {
    return declared().size().orElse(limits.session());
  }

  /**
   * Checks the size against what the caller of a completion says that it is.
   *
   * @throws UploadRejected with {@link Refusal.SizeMismatch}
   */
  default void requireSize(ByteCount expected) {
    if (!expected.equals(size())) {
      throw new UploadRejected(new Refusal.SizeMismatch(id(), expected, size(), status()));
    }
  }

  /**
   * Checks a digest of the whole file against what the caller says that it is.
   *
   * @throws UploadRejected with {@link Refusal.ChecksumMismatch}
   */
  default void requireDigest(Sha256 expected, Sha256 actual) {
    if (!expected.equals(actual)) {
      throw new UploadRejected(new Refusal.ChecksumMismatch(expected, actual, Optional.of(size())));
    }
  }
}
