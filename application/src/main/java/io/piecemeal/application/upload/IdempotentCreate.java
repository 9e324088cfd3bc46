package io.piecemeal.application.upload;

import io.piecemeal.application.port.in.IdempotentAnswer;
import io.piecemeal.application.port.in.IdempotentAnswer.Turn;
import io.piecemeal.application.port.out.Entry;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;

/** What callers are told of an entry that may have been made before. */
final class IdempotentCreate {

  private IdempotentCreate() {}

  /**
   * The answer to a request, given the outcome of its entry.
   *
   * @throws UploadRejected with {@code IdempotencyKeyReused}
   */
  static IdempotentAnswer answer(NewFile file, Entry entry) {
    return switch (entry) {
      case Entry.Entered entered -> new IdempotentAnswer(entered.file(), Turn.FIRST);
      case Entry.Repeated repeated ->
          new IdempotentAnswer(repeated.first(), turn(file, repeated.first()));
      case Entry.KeyReused reused -> throw new UploadRejected(new Refusal.IdempotencyKeyReused());
    };
  }

  /** The first answer is to this very request if it was the lost one. */
  private static Turn turn(NewFile file, StoredFile first) {
    return first.id().equals(file.id()) ? Turn.FIRST : Turn.REPEATED;
  }
}
