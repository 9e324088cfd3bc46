package io.piecemeal.application.service;

import io.piecemeal.application.port.in.IdempotentAnswer;
import io.piecemeal.application.port.in.IdempotentAnswer.Turn;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.OnceLedger.Entry;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.function.Supplier;

/** What callers are told of an entry that may have been made before. */
final class IdempotentCreate {

  private IdempotentCreate() {}

  /**
   * Makes the entry; where its outcome is lost on the way, finds it out.
   *
   * @throws StorageFailure.OutcomeUnknown if the second attempt fails too
   * @throws UploadRejected with {@code IdempotencyKeyReused}
   */
  static IdempotentAnswer answer(NewFile file, Supplier<Entry> attempt) {
    return switch (InDoubtCommit.commitIdempotent(attempt)) {
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
