package io.piecemeal.domain.upload;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * A file whose bytes never change again. It has the size and the digest that were declared, where
 * any were.
 *
 * @param sha256 the digest of the whole file
 * @param scan what a scanner made of it; empty if it was not to be scanned
 */
public record CompleteFile(
    FileHeader header,
    FileContent content,
    Sha256 sha256,
    Instant updatedAt,
    Instant expiresAt,
    Optional<Ticket> ticket,
    Optional<Scan> scan)
    implements StoredFile {

  public CompleteFile {
    header.requireShardOf(content);
    ByteCount size = content.size();
    if (header.declared().size().filter(declared -> !declared.equals(size)).isPresent()) {
      throw new IllegalArgumentException(
          "file %s is complete with %s bytes, not those declared".formatted(header.id(), size));
    }
    if (header.declared().sha256().filter(declared -> !declared.equals(sha256)).isPresent()) {
      throw new IllegalArgumentException(
          "file %s is complete with digest %s, not the one declared"
              .formatted(header.id(), sha256));
    }
  }

  /** A file that is not to be scanned. */
  public CompleteFile(
      FileHeader header,
      FileContent content,
      Sha256 sha256,
      Instant updatedAt,
      Instant expiresAt,
      Optional<Ticket> ticket) {
    this(header, content, sha256, updatedAt, expiresAt, ticket, Optional.empty());
  }

  /** The same bytes in one object in place of many. */
  public CompleteFile compacted(ChunkObject whole) {
    return new CompleteFile(header, content.in(whole), sha256, updatedAt, expiresAt, ticket, scan);
  }

  /** The same file, with what a scanner made of it at another moment. */
  public CompleteFile scanned(Optional<Scan> next) {
    return new CompleteFile(header, content, sha256, updatedAt, expiresAt, ticket, next);
  }

  /** Whether it is waiting for its scan. */
  public boolean isBeingScanned() {
    return scan.filter(known -> known.state() == Scan.State.SCANNING).isPresent();
  }

  @Override
  public UploadSession requireOpen() {
    throw new UploadRejected(new Refusal.UploadComplete(id(), size()));
  }

  @Override
  public void requireReadable(ScanPolicy policy) {
    if (policy == ScanPolicy.ALL && terms().isPart()) {
      // It is scanned as a piece of the file that it becomes part of.
      throw new UploadRejected(new Refusal.FileIncomplete(id(), size()));
    }
    scan.ifPresent(this::requirePast);
  }

  private void requirePast(Scan known) {
    switch (known.state()) {
      case SCANNING -> throw new UploadRejected(new Refusal.BeingScanned(id()));
      case QUARANTINED ->
          throw new UploadRejected(new Refusal.Quarantined(id(), known.finding().orElseThrow()));
      case PASSED, RELEASED -> {}
    }
  }

  @Override
  public Status status() {
    return Status.COMPLETE;
  }

  @Override
  public CompleteFile stamped(Instant updatedAt, Instant expiresAt) {
    return new CompleteFile(header, content, sha256, updatedAt, expiresAt, ticket, scan);
  }

  @Override
  public CompleteFile with(Optional<Ticket> ticket) {
    return new CompleteFile(header, content, sha256, updatedAt, expiresAt, ticket, scan);
  }
}
