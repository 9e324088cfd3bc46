package io.piecemeal.adapters.tus.ietf;

import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.StoredFile;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The field that tells clients what they may send. */
@Singleton
final class UploadLimit {

  private final Limits limits;

  UploadLimit(Limits limits) {
    this.limits = limits;
  }

  /** Of uploads that are to be created; empty for a revision that has no such field. */
  Optional<String> of(Interop interop) {
    return interop.age() == Interop.Age.UNSAID ? Optional.empty() : Optional.of(sizes());
  }

  /** Of one upload; the time that it has left falls with the clock, and appends make it longer. */
  Optional<String> of(Interop interop, StoredFile file) {
    long left = secondsLeft(Instant.now(), file.updatedAt(), file.expiresAt());
    return switch (interop.age()) {
      case UNSAID -> Optional.empty();
      case EXPIRES -> Optional.of("%s, expires=%d".formatted(sizes(), left));
      case MAX_AGE -> Optional.of("%s, max-age=%d".formatted(sizes(), left));
    };
  }

  /**
   * Both times of the file are the ledger's, which has a clock of its own. Where that of this node
   * is behind it, no more is promised than there was at the last change.
   */
  static long secondsLeft(Instant now, Instant updatedAt, Instant expiresAt) {
    Instant since = now.isBefore(updatedAt) ? updatedAt : now;
    return Math.max(0, Duration.between(since, expiresAt).toSeconds());
  }

  private String sizes() {
    return "max-size=%s, min-size=0".formatted(limits.session());
  }
}
