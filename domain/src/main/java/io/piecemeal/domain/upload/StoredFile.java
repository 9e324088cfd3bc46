package io.piecemeal.domain.upload;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * A file as it was at one moment: from its opening on, while chunks come in, and when it is
 * complete. An upload session is a file that is not complete.
 *
 * @param revision counts the changes that replaced bytes instead of adding some (rewinds); content
 *     of the same revision and size is always the same bytes
 * @param chunks how many chunks it was sent in; it may consist of one object by now
 * @param lastChunk the chunk that ends the file; empty for a file of 0 bytes
 * @param sha256 the digest of the whole file, once it is complete
 * @param ticket the one that was issued last and not revoked
 */
public record StoredFile(
    FileId id,
    Owner owner,
    FileName name,
    ContentType contentType,
    Declaration declared,
    Status status,
    ByteCount size,
    int chunks,
    long revision,
    Optional<ChunkObject> lastChunk,
    Optional<Sha256> sha256,
    Instant createdAt,
    Instant updatedAt,
    Instant expiresAt,
    Optional<Ticket> ticket) {

  /**
   * Decides about a chunk that was received whole and lies ready in a durable object.
   *
   * @throws UploadRejected with {@link Refusal.UploadComplete}, {@link Refusal.OffsetMismatch},
   *     {@link Refusal.FileTooLarge}, {@link Refusal.SizeMismatch} or {@link Refusal.TicketOpen}
   */
  public Admission admit(ByteCount length, ChunkTerms terms, Limits limits) {
    Optional<ByteCount> offset = terms.offset();
    if (offset.isPresent() && !offset.get().equals(size)) {
      return new Admission.Compare(storedRange(offset.get(), length));
    }
    if (status == Status.COMPLETE) {
      throw new UploadRejected(new Refusal.UploadComplete(id, size));
    }
    ByteCount newSize = requireRoom(length, limits);
    if (terms.position() == ChunkPosition.LAST) {
      requireDeclaredSize(newSize);
      requireNothingOnItsWay(newSize);
      return new Admission.Append(size, Admission.Outcome.COMPLETES);
    }
    boolean reached = declared.size().filter(newSize::equals).isPresent();
    return new Admission.Append(
        size, reached ? Admission.Outcome.COMPLETES : Admission.Outcome.STAYS_OPEN);
  }

  /** The stored range that a chunk at {@code offset} would repeat, to the file's end at most. */
  private ByteRange storedRange(ByteCount offset, ByteCount length) {
    if (!offset.isAtMost(size)) {
      throw new UploadRejected(new Refusal.OffsetMismatch(id, offset, size));
    }
    long stored = size.value() - offset.value();
    return new ByteRange(offset, new ByteCount(Math.min(stored, length.value())));
  }

  private ByteCount requireRoom(ByteCount length, Limits limits) {
    ByteCount newSize = size.plus(length);
    requireRoomUpTo(newSize, limits);
    return newSize;
  }

  /**
   * Checks that the file may become as large as {@code end}; for refusing early what would be
   * refused piece by piece.
   *
   * @throws UploadRejected with {@link Refusal.FileTooLarge}
   */
  public void requireRoomUpTo(ByteCount end, Limits limits) {
    ByteCount limit = largestSize(limits);
    if (!end.isAtMost(limit)) {
      throw new UploadRejected(new Refusal.FileTooLarge(limit, size));
    }
  }

  /** The most bytes that the file may have: those declared, or else those of any session. */
  public ByteCount largestSize(Limits limits) {
    return declared.size().orElse(limits.session());
  }

  private void requireDeclaredSize(ByteCount atCompletion) {
    declared.size().ifPresent(expected -> requireSize(expected, atCompletion));
  }

  private void requireSize(ByteCount expected, ByteCount atCompletion) {
    if (!expected.equals(atCompletion)) {
      throw new UploadRejected(new Refusal.SizeMismatch(id, expected, size));
    }
  }

  /**
   * Checks the sizes that must hold when the file is completed as it is.
   *
   * @param expected what the caller says now, beside what it declared at the opening
   * @throws UploadRejected with {@link Refusal.SizeMismatch}
   */
  public void requireCompletable(Optional<ByteCount> expected) {
    expected.ifPresent(stated -> requireSize(stated, size));
    requireDeclaredSize(size);
  }

  /**
   * Checks that nobody who holds a ticket has more to send. A complete file takes nothing anyway.
   *
   * @throws UploadRejected with {@link Refusal.TicketOpen}
   */
  public void requireNothingOnItsWay() {
    if (status == Status.UPLOADING) {
      requireNothingOnItsWay(size);
    }
  }

  private void requireNothingOnItsWay(ByteCount atCompletion) {
    ticket
        .filter(open -> open.hasMoreFor(atCompletion))
        .ifPresent(
            open -> {
              throw new UploadRejected(new Refusal.TicketOpen(id, size, open));
            });
  }

  /**
   * Checks a digest of the whole file against what was declared at the opening.
   *
   * @throws UploadRejected with {@link Refusal.ChecksumMismatch}
   */
  public void requireDeclaredDigest(Sha256 actual) {
    declared.sha256().ifPresent(expected -> requireDigest(expected, actual));
  }

  /**
   * Checks a digest of the whole file against what the caller says that it is.
   *
   * @throws UploadRejected with {@link Refusal.ChecksumMismatch}
   */
  public void requireDigest(Sha256 expected, Sha256 actual) {
    if (!expected.equals(actual)) {
      throw new UploadRejected(new Refusal.ChecksumMismatch(expected, actual, Optional.of(size)));
    }
  }

  /**
   * Checks that the file may be cut back to {@code target}.
   *
   * @throws UploadRejected with {@link Refusal.UploadComplete}, or with {@link Refusal.SizeChanged}
   *     where the file is not as large as its caller believes, or is smaller than the target
   */
  public void requireRewindable(ByteCount target, ByteCount believedSize) {
    if (status == Status.COMPLETE) {
      throw new UploadRejected(new Refusal.UploadComplete(id, size));
    }
    if (!believedSize.equals(size)) {
      throw new UploadRejected(new Refusal.SizeChanged(id, believedSize, size));
    }
    if (!target.isAtMost(size)) {
      throw new UploadRejected(new Refusal.SizeChanged(id, target, size));
    }
  }

  /**
   * Checks that the content may be read.
   *
   * @throws UploadRejected with {@link Refusal.FileIncomplete}
   */
  public void requireReadable() {
    if (status == Status.UPLOADING && declared.hidesContentUntilComplete()) {
      throw new UploadRejected(new Refusal.FileIncomplete(id, size));
    }
  }

  /**
   * The file after a chunk became its end, and nothing else of the file was changed.
   *
   * @param updatedAt when that was
   * @param ticket the one that it has by then
   */
  public StoredFile extendedBy(
      ChunkObject chunk, Instant updatedAt, Instant expiresAt, Optional<Ticket> ticket) {
    return new StoredFile(
        id,
        owner,
        name,
        contentType,
        declared,
        status,
        size.plus(chunk.length()),
        chunks + 1,
        revision,
        Optional.of(chunk),
        sha256,
        createdAt,
        updatedAt,
        expiresAt,
        ticket);
  }

  /** The same file, with the ticket that it has at another moment. */
  public StoredFile with(Optional<Ticket> ticket) {
    return new StoredFile(
        id,
        owner,
        name,
        contentType,
        declared,
        status,
        size,
        chunks,
        revision,
        lastChunk,
        sha256,
        createdAt,
        updatedAt,
        expiresAt,
        ticket);
  }

  /** Whether a chunk looks like the one just before it; certain only after comparing the bytes. */
  public boolean mayRepeatLastChunk(ChunkObject chunk) {
    return lastChunk.filter(chunk::mayEqual).isPresent();
  }
}
