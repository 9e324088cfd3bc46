package io.piecemeal.domain.upload;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Crc32c;
import io.piecemeal.domain.storage.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A file that takes chunks. Its transitions return the next state with the times of the present
 * one; the ledger, whose clock all nodes share, stamps what it stores.
 *
 * <p>No rule compares times: a ledger's clock that was set back makes no file unreadable.
 */
public record UploadSession(
    FileHeader header,
    FileContent content,
    Instant updatedAt,
    Instant expiresAt,
    Optional<Ticket> ticket)
    implements StoredFile {

  public UploadSession {
    header.requireShardOf(content);
    ByteCount size = content.size();
    if (header.declared().size().filter(declared -> !size.isAtMost(declared)).isPresent()) {
      throw new IllegalArgumentException(
          "file %s has %s bytes, more than were declared".formatted(header.id(), size));
    }
  }

  /** Decides about a chunk that is to become the file's end. */
  Admission admitAtEnd(ByteCount length, ChunkPosition position, Limits limits) {
    ByteCount newSize = size().plus(length);
    requireRoomUpTo(newSize, limits);
    return switch (position) {
      case LAST -> {
        requireDeclaredSize(newSize);
        requireNothingOnItsWay(newSize);
        yield new Admission.Append(this, Admission.Outcome.COMPLETES);
      }
      case LAST_OF_TRANSFER -> {
        requireDeclaredSize(newSize);
        yield new Admission.Append(this, Admission.Outcome.COMPLETES);
      }
      case MORE_MAY_FOLLOW -> {
        boolean reached = declared().size().filter(newSize::equals).isPresent();
        yield new Admission.Append(
            this, reached ? Admission.Outcome.COMPLETES : Admission.Outcome.STAYS_OPEN);
      }
    };
  }

  /** The session with one more chunk at its end. */
  public UploadSession append(ChunkObject chunk) {
    return with(content.plus(chunk));
  }

  /**
   * The session with these parts at its end, in their order.
   *
   * @throws UploadRejected with {@link Refusal.FileTooLarge}; with {@link Refusal.NotAPart} for a
   *     file that is none of this session's parts
   */
  public UploadSession join(List<CompleteFile> parts, Limits limits) {
    FileContent joined = content;
    for (CompleteFile part : parts) {
      requirePart(part);
      joined = joined.plus(part.content());
      requireRoomUpTo(joined.size(), limits);
    }
    return with(joined);
  }

  /**
   * Checks the size that the file has with its parts, which is to be its last one.
   *
   * @param joined this session with the parts
   * @param expected what the caller says, beside what was declared
   * @throws UploadRejected with {@link Refusal.PartsMismatch}
   */
  public void requireWhole(UploadSession joined, Optional<ByteCount> expected) {
    expected.ifPresent(size -> requireTogether(joined, size));
    declared().size().ifPresent(size -> requireTogether(joined, size));
  }

  /**
   * Checks the size that the file has with these parts.
   *
   * @throws UploadRejected with {@link Refusal.PartsMismatch}
   */
  public void requireTogether(UploadSession joined, ByteCount expected) {
    if (!joined.size().equals(expected)) {
      throw new UploadRejected(new Refusal.PartsMismatch(id(), expected, joined.size()));
    }
  }

  /**
   * Checks the digest that the file has with its parts.
   *
   * @param expected what the caller says, beside what was declared
   * @throws UploadRejected with {@link Refusal.ChecksumMismatch}, as of bytes that were not stored
   */
  public void requireWhole(Sha256 joined, Optional<Sha256> expected) {
    expected.ifPresent(digest -> requireTogether(joined, digest));
    declared().sha256().ifPresent(digest -> requireTogether(joined, digest));
  }

  private static void requireTogether(Sha256 joined, Sha256 expected) {
    if (!joined.equals(expected)) {
      throw new UploadRejected(new Refusal.ChecksumMismatch(expected, joined, Optional.empty()));
    }
  }

  /**
   * Checks that a file may become a piece of this session, once it is complete.
   *
   * @throws UploadRejected with {@link Refusal.NotAPart}
   */
  public void requirePart(StoredFile part) {
    boolean mine = part.terms().role().mayBecomePartOf(id());
    if (!mine || !part.owner().equals(owner()) || !part.id().shard().equals(id().shard())) {
      throw new UploadRejected(new Refusal.NotAPart(part.id(), Refusal.NotAPart.Reason.OF_ANOTHER));
    }
  }

  /**
   * The file that is complete with one more chunk.
   *
   * @param whole the digest of the file with that chunk
   * @throws UploadRejected with {@link Refusal.ChecksumMismatch} if another digest was declared
   */
  public CompleteFile appendLast(ChunkObject chunk, Sha256 whole) {
    requireDeclaredDigest(whole);
    return append(chunk).completed(whole);
  }

  /**
   * The file that is complete as it is.
   *
   * @param whole the digest of the file
   * @throws UploadRejected with {@link Refusal.SizeMismatch} or {@link Refusal.ChecksumMismatch} if
   *     another size or digest was declared
   */
  public CompleteFile complete(Sha256 whole) {
    requireDeclaredSize(size());
    requireDeclaredDigest(whole);
    return completed(whole);
  }

  private CompleteFile completed(Sha256 whole) {
    return new CompleteFile(header, content, whole, updatedAt, expiresAt, ticket);
  }

  /**
   * The session after chunks were taken from its end.
   *
   * @param left how many chunks it still has
   * @param last the last of them
   */
  public UploadSession rewind(int left, Optional<Chunk> last) {
    return with(content.cutTo(left, last));
  }

  /**
   * Checks the sizes that must hold when the file is completed as it is.
   *
   * @param expected what the caller says now, beside what it declared at the opening
   * @throws UploadRejected with {@link Refusal.SizeMismatch}
   */
  public void requireCompletable(Optional<ByteCount> expected) {
    expected.ifPresent(this::requireSize);
    requireDeclaredSize(size());
  }

  /**
   * Checks that the session does not wait for its parts. With bytes it has them: it takes no
   * others.
   *
   * @throws UploadRejected with {@link Refusal.AwaitsParts}
   */
  public void requireParts() {
    if (isOfParts() && size().isZero()) {
      throw awaitsParts();
    }
  }

  private boolean isOfParts() {
    return terms().role() instanceof Role.OfParts;
  }

  private UploadRejected awaitsParts() {
    return new UploadRejected(new Refusal.AwaitsParts(id(), size()));
  }

  private void requireDeclaredSize(ByteCount atCompletion) {
    Optional<ByteCount> other = declared().size().filter(size -> !size.equals(atCompletion));
    if (other.isPresent()) {
      throw new UploadRejected(new Refusal.SizeMismatch(id(), other.get(), size()));
    }
  }

  /**
   * Checks the digest that the file is to be completed with.
   *
   * @throws UploadRejected with {@link Refusal.ChecksumMismatch} if another one was declared
   */
  public void requireDeclaredDigest(Sha256 actual) {
    declared().sha256().ifPresent(expected -> requireDigest(expected, actual));
  }

  /**
   * Checks that nobody who holds a ticket has more to send.
   *
   * @throws UploadRejected with {@link Refusal.TicketOpen}
   */
  public void requireNothingOnItsWay() {
    requireNothingOnItsWay(size());
  }

  private void requireNothingOnItsWay(ByteCount atCompletion) {
    Optional<Ticket> open = ticket.filter(given -> given.hasMoreFor(atCompletion));
    if (open.isPresent()) {
      throw new UploadRejected(new Refusal.TicketOpen(id(), size(), open.get()));
    }
  }

  /**
   * The session with the size that the whole file will have, where none was declared at its
   * opening. The session itself if it was declared to have this size.
   *
   * @throws UploadRejected with {@link Refusal.SizeMismatch} if another size was declared, or the
   *     file is larger already; with {@link Refusal.FileTooLarge}; with {@link Refusal.AwaitsParts}
   *     where the parts give the size
   */
  public UploadSession declare(ByteCount whole, Limits limits) {
    requireOpen();
    if (declared().size().isPresent()) {
      requireDeclaredSize(whole);
      return this;
    }
    requireRoomUpTo(whole, limits);
    if (!size().isAtMost(whole)) {
      throw new UploadRejected(new Refusal.SizeMismatch(id(), whole, size()));
    }
    return new UploadSession(header.declaring(whole), content, updatedAt, expiresAt, ticket);
  }

  /**
   * Checks that the file may be cut back to {@code target}.
   *
   * @throws UploadRejected with {@link Refusal.RewindForbidden} where offsets that were announced
   *     have to stay true
   * @throws UploadRejected with {@link Refusal.SizeChanged} where the file is not as large as its
   *     caller believes, or is smaller than the target
   */
  public void requireRewindable(ByteCount target, ByteCount believedSize) {
    if (terms().rewinds() == SessionTerms.Rewinds.NEVER) {
      throw new UploadRejected(new Refusal.RewindForbidden(id(), size()));
    }
    if (!believedSize.equals(size())) {
      throw new UploadRejected(new Refusal.SizeChanged(id(), believedSize, size()));
    }
    if (!target.isAtMost(size())) {
      throw new UploadRejected(new Refusal.SizeChanged(id(), target, size()));
    }
  }

  /** Whether a chunk looks like the one just before it; certain only after comparing the bytes. */
  public boolean mayRepeatLastChunk(ByteCount length, Crc32c crc32c) {
    return lastChunk().filter(last -> last.mayHold(length, crc32c)).isPresent();
  }

  @Override
  public UploadSession requireOpen() {
    if (isOfParts()) {
      throw awaitsParts();
    }
    return this;
  }

  @Override
  public void requireReadable(ScanPolicy policy) {
    if (policy == ScanPolicy.ALL || declared().hidesContentUntilComplete()) {
      throw new UploadRejected(new Refusal.FileIncomplete(id(), size()));
    }
  }

  @Override
  public Status status() {
    return Status.UPLOADING;
  }

  private UploadSession with(FileContent changed) {
    return new UploadSession(header, changed, updatedAt, expiresAt, ticket);
  }

  @Override
  public UploadSession stamped(Instant updatedAt, Instant expiresAt) {
    return new UploadSession(header, content, updatedAt, expiresAt, ticket);
  }

  @Override
  public UploadSession with(Optional<Ticket> ticket) {
    return new UploadSession(header, content, updatedAt, expiresAt, ticket);
  }
}
